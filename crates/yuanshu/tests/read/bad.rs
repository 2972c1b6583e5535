//! Bad inputs: each gets a clear answer that names the place.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use proptest::prelude::*;
use yuanshu::read::{FILE_BYTES, Source, read};
use yuanshu::say::Tongue;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::kit::{
    A, B, dictionary, expected, figures, folder, raw_workbook, read_all, read_csv, rows, said,
    text, who, workbook,
};

#[test]
fn a_file_of_three_gigabytes_is_refused_before_it_is_read() {
    let path = folder("large").join("大.xlsx");
    let file = File::create(&path).expect("a file");
    file.set_len(3 << 30).expect("a sparse file");
    let facts = read_all(&[&path]);
    std::fs::remove_file(&path).expect("it goes again");
    assert_eq!(said(&facts), ["!too-large"]);
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "文件有 3072 MB，超过上限 512 MB，未读；请按年度或区域拆分"
    );
    assert_eq!(FILE_BYTES, 512 << 20);
}

#[test]
fn a_bomb_named_workbook_is_refused() {
    let path = folder("bomb").join("炸弹.xlsx");
    let mut zip = ZipWriter::new(File::create(&path).expect("a file"));
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).expect("a part");
    let zeros = vec![b'0'; 1 << 20];
    for _ in 0..70 {
        zip.write_all(&zeros).expect("zeros are written");
    }
    zip.finish().expect("the archive is finished");
    assert_eq!(said(&read_all(&[&path])), ["!zip-bomb"]);
    // One that declares less than comes out of it is refused just so.
    let mut bytes = std::fs::read(&path).expect("the bomb");
    let declared = (70u32 << 20).to_le_bytes();
    let places: Vec<usize> =
        (0..bytes.len() - 4).filter(|at| bytes[*at..at + 4] == declared).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1_000u32.to_le_bytes());
    }
    std::fs::write(&path, bytes).expect("the bomb is written");
    let said = said(&read_all(&[&path]));
    assert!(said == ["!zip-bomb"] || said == ["!damaged-file"], "{said:?}");
}

#[test]
fn one_far_cell_costs_nothing_and_is_told_of() {
    let path = workbook("far", "远.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("2021年")?;
        rows(sheet, &[&["统一社会信用代码", "职工总数"], &[A, "1"]])?;
        sheet.write_string(1, 16_000, "x")?.write_string(1_048_575, 16_383, "y")?;
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(figures(&facts), expected(&[("职工总数 2021", &["1"])]));
    assert_eq!(said(&facts), ["WQK2 far-cell x", "XFD1048576 far-cell y"]);
}

#[test]
fn letters_are_read_in_three_encodings() {
    let content = format!("统一社会信用代码,企业名称,营业收入（元）\n{A},甲公司,1\n");
    let (gb, _, _) = encoding_rs::GB18030.encode(&content);
    let bom = [&[0xEF, 0xBB, 0xBF], content.as_bytes()].concat();
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(content.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (test, bytes) in
        [("utf8", content.as_bytes()), ("bom", &bom), ("gb18030", &gb), ("utf16", &wide)]
    {
        let facts = read_all(&[&text(test, "2021年.csv", bytes)]);
        assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["1"])]), "{test}");
        assert_eq!(facts.subjects[0].name(), "甲公司", "{test}");
        assert_eq!(said(&facts), Vec::<String>::new(), "{test}");
    }
}

#[test]
fn two_encodings_in_one_file_are_told_of_by_line() {
    let head = format!("统一社会信用代码,企业名称,职工总数\n{A},甲公司,1\n");
    let (line, _, _) = encoding_rs::GB18030.encode("91000000MARHCCCC4X,乙公司,2\n");
    let facts = read_all(&[&text("mixed", "2021年.csv", &[head.as_bytes(), &line].concat())]);
    assert_eq!(who(&facts), Vec::<String>::new());
    assert_eq!(said(&facts), [format!("A3 !mixed-encoding {B},乙公司,2")]);
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "同一文件里有两种编码：大部分是 UTF-8，第3行起有 1 行是 GB18030，全文未读；请统一另存为 UTF-8"
    );
    let facts = read_all(&[&text("neither", "2021年.csv", b"a,b\n\xFF\xFF\xFF\n")]);
    assert_eq!(facts.remarks[0].kind, "unreadable-encoding");
    assert_eq!(facts.remarks[0].place.cell, "A2");
}

#[test]
fn an_open_quote_is_told_of_at_its_line() {
    let facts = read_csv(
        "quote",
        "2021年.csv",
        &format!("统一社会信用代码,企业名称,职工总数\n{A},甲公司,1\n{B},\"乙公司,2\n"),
    );
    assert_eq!(figures(&facts), expected(&[("职工总数 2021", &["1"])]));
    assert_eq!(said(&facts), ["A3 !open-quote 乙公司,2"]);
}

#[test]
fn what_is_no_workbook_is_told_apart() {
    let html = text("html", "导出.xls", b"<html><table><tr><td>1</td></tr></table></html>");
    assert_eq!(said(&read_all(&[&html])), ["!not-a-workbook"]);
    let cut = text("cut", "断.xlsx", b"PK\x03\x04 and no more");
    assert_eq!(said(&read_all(&[&cut])), ["!damaged-file"]);
    let old = text("cut-old", "断.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]);
    assert_eq!(said(&read_all(&[&old])), ["!damaged-file"]);
    assert_eq!(said(&read_all(&[&text("empty", "空.xlsx", b"")])), ["!empty-file"]);
    assert_eq!(said(&read_all(&[Path::new("/nowhere/无.xlsx")])), ["!unreadable-file"]);
}

#[test]
fn a_sheet_that_breaks_off_keeps_what_came_before() {
    let sheet = format!(
        r#"<worksheet><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>统一社会信用代码</t></is></c><c r="B1" t="inlineStr"><is><t>职工总数</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>{A}</t></is></c><c r="B2"><v>1</v></c></row><row r="3"><c r="A3""#
    );
    let path = raw_workbook("breaks", "断.xlsx", &[("xl/worksheets/sheet1.xml", &sheet)]);
    let facts = read_all(&[&path]);
    assert_eq!(said(&facts), ["B2 !damaged-sheet"]);
    assert_eq!(figures(&facts), expected(&[("职工总数 2021", &["1"])]));
}

#[test]
fn a_sheet_is_read_alone_and_missed_by_name() {
    let path = workbook("alone", "企业.xlsx", |book| {
        for (name, figure) in [("2020年", "1"), ("2021年", "2")] {
            let sheet = book.add_worksheet().set_name(name)?;
            rows(sheet, &[&["统一社会信用代码", "职工总数"], &[A, figure]])?;
        }
        Ok(())
    });
    let one = |name: &str| {
        let source = Source { path: path.clone(), sheet: Some(name.into()) };
        read(&[source], &dictionary(), &mut |_| {})
    };
    assert_eq!(figures(&one("2021年")), expected(&[("职工总数 2021", &["2"])]));
    let facts = one("2022年");
    assert_eq!(said(&facts), ["!no-such-sheet"]);
    assert_eq!(facts.remarks[0].hint.zh(), "没有名为“2022年”的工作表；有：2020年、2021年");
}

#[test]
fn a_hidden_sheet_is_left_alone_and_said_so() {
    let path = workbook("hidden", "企业.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("2021年")?;
        rows(sheet, &[&["统一社会信用代码", "职工总数"], &[A, "1"]])?;
        let sheet = book.add_worksheet().set_name("旧数")?;
        rows(sheet, &[&["统一社会信用代码", "职工总数"], &[A, "9"]])?;
        sheet.set_hidden(true);
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(figures(&facts), expected(&[("职工总数 2021", &["1"])]));
    assert_eq!(said(&facts), ["hidden-sheet"]);
    assert_eq!(facts.remarks[0].place.to_string(), "企业.xlsx 旧数");
}

#[test]
fn an_old_workbook_is_read_too() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/old.xls");
    let facts = read_all(&[&path]);
    assert_eq!(who(&facts), [A, B]);
    assert_eq!(
        figures(&facts),
        expected(&[
            ("营业收入 2021", &["398921057.66", "?"]),
            ("职工总数 2021", &["12", "12"]),
            ("成立日期", &["2019-05-01", "2019-05-01"]),
        ])
    );
    assert_eq!(said(&facts), ["C5 dash —", "D5 full-width １２", "A6 total-row 合计"]);
}

#[test]
fn one_far_cell_of_an_old_workbook_is_refused_by_name() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/old-far.xls");
    let facts = read_all(&[&path]);
    assert_eq!(said(&facts), ["IV65536 !far-cell"]);
    assert_eq!(facts.remarks[0].place.to_string(), "old-far.xls 2021年!IV65536");
}

#[test]
fn a_fault_is_a_line_of_json() {
    let facts = read_csv("json", "2021年.csv", &format!("统一社会信用代码,职工总数\n{A},约5\n"));
    assert_eq!(
        serde_json::to_string(&facts.remarks[0].told(Tongue::Chinese)).expect("json"),
        r#"{"file":"2021年.csv","sheet":"2021年","cell":"B2","kind":"text-in-number","level":"error","content":"约5","hint":"应为数值；请只填数字，单位写在表头"}"#
    );
}

#[test]
fn progress_is_told_for_each_sheet() {
    let path =
        text("progress", "2021年.csv", format!("统一社会信用代码,职工总数\n{A},1\n").as_bytes());
    let mut told = Vec::new();
    read(&[Source::all(path)], &dictionary(), &mut |progress| {
        told.push((progress.sheet.to_string(), progress.rows));
    });
    assert_eq!(told, [("2021年".to_owned(), 2)]);
}

/// A cell of any kind that sheets hold, and of kinds that they do not.
fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(A.to_owned()),
        Just("9.14E+17".to_owned()),
        Just("2021年".to_owned()),
        Just("—".to_owned()),
        Just("合计".to_owned()),
        Just("统一社会信用代码".to_owned()),
        "-?[0-9]{1,18}(\\.[0-9]{1,8})?%?",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_cell_makes_reading_fall_over(
        rows in proptest::collection::vec(proptest::collection::vec(any_cell(), 0..8), 0..12),
        head in proptest::sample::subsequence(vec![
            "统一社会信用代码", "企业名称", "年度", "营业收入(万元)", "成立日期", "居民企业", "行业代码",
        ], 1..8),
    ) {
        let quoted = |cells: &[String]| {
            let cells: Vec<String> =
                cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            cells.join(",")
        };
        let lines: Vec<String> = rows.iter().map(|row| quoted(row)).collect();
        let content = format!("{}\n{}\n", head.join(","), lines.join("\n"));
        let facts = read_all(&[&text("any-cells", "2021年.csv", content.as_bytes())]);
        // A row is a firm's, is kept aside or is told of.
        prop_assert!(facts.subjects.len() <= rows.len());
        prop_assert!(facts.aside.len() <= facts.remarks.len());
    }

    #[test]
    fn no_bytes_make_reading_fall_over(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        at in 0usize..4,
    ) {
        let name = ["x.csv", "x.xlsx", "x.xls", "x.txt"][at];
        let magic: &[u8] = [b"".as_slice(), b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0], b"a,b\n"][at];
        let facts = read_all(&[&text("any-bytes", name, &[magic, &bytes].concat())]);
        prop_assert!(facts.subjects.is_empty());
    }
}
