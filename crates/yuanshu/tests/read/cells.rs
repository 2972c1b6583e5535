//! What single cells are read as.

use base::Day;
use rust_xlsxwriter::{ExcelDateTime, Format};

use crate::kit::{A, B, C, expected, figures, raw_workbook, read_all, read_csv, said, workbook};

/// One column of a fact, a firm a cell.
fn column(test: &str, header: &str, cells: [&str; 3]) -> yuanshu::read::Facts {
    let [a, b, c] = cells;
    let content = format!("统一社会信用代码,\"{header}\"\n{A},\"{a}\"\n{B},\"{b}\"\n{C},\"{c}\"\n");
    read_csv(test, "2021年.csv", &content)
}

#[test]
fn blanks_dashes_and_words_are_unknown_and_zero_is_zero() {
    let facts = column("blank", "营业收入(元)", ["", "—", "0"]);
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["?", "?", "0"])]));
    assert_eq!(said(&facts), ["B3 dash —"]);
    let facts = column("blank-words", "营业收入(元)", ["/", "N/A", "空"]);
    assert_eq!(figures(&facts), expected(&[]));
    assert_eq!(said(&facts), ["B2 dash /", "B3 blank-word N/A", "B4 blank-word 空"]);
    let facts = column("none-words", "职工总数", ["无", " - ", "　"]);
    assert_eq!(figures(&facts), expected(&[]));
    assert_eq!(said(&facts), ["B2 none-word 无", "B3 dash -"]);
}

#[test]
fn figures_may_be_wide_grouped_or_carry_a_unit() {
    let facts = column("wide", "营业收入(万元)", ["１２３", "1,234.56", "１，２３４"]);
    assert_eq!(
        figures(&facts),
        expected(&[("营业收入 2021", &["1230000", "12345600", "12340000"])])
    );
    assert_eq!(said(&facts), ["B2 full-width １２３", "B4 full-width １，２３４"]);
    let facts = column("own-unit", "营业收入(万元)", ["1.2亿元", "100万元", "38354万"]);
    assert_eq!(
        figures(&facts),
        expected(&[("营业收入 2021", &["120000000", "1000000", "383540000"])])
    );
    assert_eq!(said(&facts), ["B2 unit-in-cell 1.2亿元"]);
    let facts = column("short-unit", "营业收入(元)", ["800万", "1.6 亿", "约3万"]);
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["8000000", "160000000", "?"])]));
    assert_eq!(
        said(&facts),
        ["B2 unit-in-cell 800万", "B3 unit-in-cell 1.6 亿", "B4 !text-in-number 约3万"]
    );
    // Of what is no money 万 says no unit.
    let facts = column("short-count", "职工总数", ["1.2万", "12", "3"]);
    assert_eq!(said(&facts), ["B2 !text-in-number 1.2万"]);
    let facts = column("wrong-unit", "营业收入(万元)", ["100人", "约5", "(12.5)"]);
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["?", "?", "-125000"])]));
    assert_eq!(said(&facts), ["B2 !unit-mismatch 100人", "B3 !text-in-number 约5"]);
}

#[test]
fn money_is_kept_to_the_fen() {
    let facts = column("fen", "营业收入(万元)", ["39892.105766", "0.0000005", "99999999999999"]);
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["398921057.66", "0.01", "?"])]));
    assert_eq!(said(&facts), ["B3 not-whole-fen 0.0000005", "B4 !too-large-number 99999999999999"]);
}

#[test]
fn a_ratio_is_read_from_its_unit_its_cell_or_its_format() {
    let facts = column("ratio", "资产负债率(%)", ["55.5", "60%", "３０％"]);
    assert_eq!(figures(&facts), expected(&[("资产负债率 2021", &["0.555", "0.6", "0.3"])]));
    assert_eq!(said(&facts), ["B4 full-width ３０％"]);
    let facts = column("small-ratio", "资产负债率(%)", ["0.55", "0.6", "0.3"]);
    assert_eq!(figures(&facts), expected(&[("资产负债率 2021", &["0.0055", "0.006", "0.003"])]));
    assert_eq!(said(&facts), ["B2 small-ratio 0.55"]);
    let path = workbook("percent", "比例.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("2021年")?;
        sheet.write_string(0, 0, "统一社会信用代码")?.write_string(0, 1, "资产负债率(%)")?;
        let percent = Format::new().set_num_format("0.00%");
        sheet.write_string(1, 0, A)?.write_number_with_format(1, 1, 0.555, &percent)?;
        sheet.write_string(2, 0, B)?.write_number(2, 1, 55.5)?;
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(figures(&facts), expected(&[("资产负债率 2021", &["0.555", "0.555"])]));
    assert_eq!(said(&facts), Vec::<String>::new());
}

#[test]
fn a_day_is_read_in_the_common_forms_and_no_other() {
    let facts = column("days", "成立日期", ["2019-05-01", "2019年5月1日", "20190501"]);
    let day = "2019-05-01";
    assert_eq!(figures(&facts), expected(&[("成立日期", &[day, day, day])]));
    assert_eq!(said(&facts), Vec::<String>::new());
    let facts = column("days-2", "成立日期", ["2019/5/1 0:00:00", "43586", "２０１９．５．１"]);
    assert_eq!(figures(&facts), expected(&[("成立日期", &[day, day, day])]));
    assert_eq!(said(&facts), ["B3 serial-day 43586", "B4 full-width ２０１９．５．１"]);
    let facts = column("days-3", "成立日期", ["2019", "2019年5月", "2019-02-30"]);
    assert_eq!(figures(&facts), expected(&[]));
    assert_eq!(
        said(&facts),
        ["B2 !not-a-day 2019", "B3 !not-a-day 2019年5月", "B4 !not-a-day 2019-02-30"]
    );
}

#[test]
fn a_day_of_a_workbook_is_a_number_that_is_shown_as_one() {
    let path = workbook("day-cell", "日期.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("2021年")?;
        sheet.write_string(0, 0, "统一社会信用代码")?.write_string(0, 1, "成立日期")?;
        sheet.write_string(0, 2, "营业收入(元)")?;
        let format = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        let day = ExcelDateTime::from_ymd(2019, 5, 1)?;
        sheet.write_string(1, 0, A)?.write_datetime_with_format(1, 1, &day, &format)?;
        sheet.write_datetime_with_format(1, 2, &day, &format)?;
        sheet.write_string(2, 0, B)?.write_number(2, 1, 43_586)?;
        sheet.write_string(3, 0, C)?.write_number(3, 1, 20_190_501)?;
        Ok(())
    });
    let facts = read_all(&[&path]);
    let day = Day::constant(2019, 5, 1).to_string();
    assert_eq!(figures(&facts), expected(&[("成立日期", &[&day, &day, &day])]));
    assert_eq!(said(&facts), ["C2 !day-in-number 2019-05-01", "B3 serial-day 43586"]);
}

#[test]
fn yes_and_no_have_many_words() {
    for (test, cells) in [
        ("yes-1", ["是", "否", "不清楚"]),
        ("yes-2", ["√", "×", "maybe"]),
        ("yes-3", ["Y", "n", "2"]),
        ("yes-4", ["有", "无", "部分"]),
        ("yes-5", ["1", "0", "10"]),
    ] {
        let facts = column(test, "居民企业", cells);
        assert_eq!(figures(&facts), expected(&[("居民企业", &["是", "否", "?"])]), "{cells:?}");
        assert_eq!(said(&facts), [format!("B4 !not-yes-or-no {}", cells[2])]);
    }
}

#[test]
fn a_text_with_a_list_of_values_takes_no_other() {
    let facts = column("values", "征收方式", ["查账 征收", "核定征收", "查帐征收"]);
    assert_eq!(figures(&facts), expected(&[("征收方式", &["查账征收", "核定征收", "?"])]));
    assert_eq!(said(&facts), ["B4 !not-allowed 查帐征收"]);
    assert_eq!(facts.remarks[0].hint.zh(), "不是此项的可选值；可填：查账征收、核定征收");
    let facts = column("free-text", "行业代码", ["３９１２", "无", "C39"]);
    assert_eq!(figures(&facts), expected(&[("行业代码", &["3912", "?", "C39"])]));
    assert_eq!(said(&facts), ["B3 none-word 无"]);
}

#[test]
fn failed_and_uncounted_formulas_are_told_of() {
    let sheet = format!(
        r#"<worksheet><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>统一社会信用代码</t></is></c><c r="B1" t="inlineStr"><is><t>营业收入(元)</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>{A}</t></is></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>{B}</t></is></c><c r="B3"><f>C3*2</f></c></row>
        <row r="4"><c r="A4" t="inlineStr"><is><t>{C}</t></is></c><c r="B4"><f>C4*2</f><v>12</v></c></row>
        </sheetData></worksheet>"#
    );
    let path = raw_workbook("formulas", "公式.xlsx", &[("xl/worksheets/sheet1.xml", &sheet)]);
    let facts = read_all(&[&path]);
    assert_eq!(figures(&facts), expected(&[("营业收入 2021", &["?", "?", "12"])]));
    assert_eq!(said(&facts), ["B2 !formula-error #DIV/0!", "B3 !formula-uncounted"]);
    let facts = column("formula-text", "营业收入(元)", ["#REF!", "#N/A", "1"]);
    assert_eq!(said(&facts), ["B2 !formula-error #REF!", "B3 !formula-error #N/A"]);
}

#[test]
fn a_text_stands_as_it_was_written_and_a_code_in_half_width() {
    let facts = column("as-written", "行业代码", ["Ｃ３９１１", " 电子（上海） ", "一期，２号楼"]);
    assert_eq!(
        figures(&facts),
        expected(&[("行业代码", &["C3911", "电子（上海）", "一期，２号楼"])])
    );
    assert_eq!(said(&facts), Vec::<String>::new());
    let twice = format!("统一社会信用代码,行业代码\n{A},电子（上海）\n{A},电子(上海)\n");
    let facts = read_csv("width-twice", "2021年.csv", &twice);
    assert_eq!(figures(&facts), expected(&[("行业代码", &["电子（上海）"])]));
}
