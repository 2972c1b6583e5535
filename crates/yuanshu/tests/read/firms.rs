//! Whose row it is: codes, names, rows that repeat or contradict each other.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use zone::fact::Stated;

use crate::kit::{
    A, B, C, aside, expected, figures, folder, read_all, read_csv, rows, said, who, workbook,
};

#[test]
fn a_code_is_read_however_it_was_typed_and_refused_when_it_is_wrong() {
    let wrong = "91000000MAM53JJL21";
    let facts = read_csv(
        "codes",
        "2021年.csv",
        &format!(
            "统一社会信用代码,企业名称,职工总数\n{},甲公司,1\n{wrong},乙公司,2\n91000000MAM53JJL2,丙公司,3\n９１００００００ＭＡＲＨＣＣＣＣ４Ｘ,丁公司,4\n",
            A.to_lowercase()
        ),
    );
    assert_eq!(who(&facts), [A, B]);
    assert_eq!(figures(&facts), expected(&[("职工总数 2021", &["1", "4"])]));
    assert_eq!(
        said(&facts),
        [
            format!("A3 !bad-check-character {wrong}"),
            "A4 !bad-code 91000000MAM53JJL2".to_owned(),
            "A5 full-width ９１００００００ＭＡＲＨＣＣＣＣ４Ｘ".to_owned(),
        ]
    );
    assert_eq!(
        aside(&facts),
        [
            ("A3", "bad-check-character", &*format!("{wrong} 乙公司")),
            ("A4", "bad-code", "91000000MAM53JJL2 丙公司"),
        ]
    );
}

#[test]
fn a_code_that_became_a_number_is_reported_and_not_guessed() {
    let path = workbook("number-code", "2021年.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("2021年")?;
        rows(sheet, &[&["统一社会信用代码", "职工总数"], &["", "1"], &["9.14E+17", "2"]])?;
        sheet.write_number(1, 0, 914_403_001_922_038_216_f64)?;
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(who(&facts), Vec::<String>::new());
    assert_eq!(said(&facts), ["A2 !number-code 914403001922038000", "A3 !number-code 9.14E+17"]);
    assert_eq!(
        aside(&facts),
        [("A2", "number-code", "914403001922038000"), ("A3", "number-code", "9.14E+17")]
    );
}

#[test]
fn a_sheet_without_codes_finds_its_firms_by_name() {
    let path = workbook("names", "企业.xlsx", |book| {
        let named = book.add_worksheet().set_name("2021年")?;
        rows(
            named,
            &[
                &["企业名称", "职工总数"],
                &["甲（西安）公司", "1"],
                &["乙公司", "2"],
                &["同名公司", "3"],
                &["合计", "6"],
            ],
        )?;
        let coded = book.add_worksheet().set_name("名录")?;
        rows(
            coded,
            &[
                &["统一社会信用代码", "企业名称"],
                &[A, "甲 (西安) 公司"],
                &[B, "同名公司"],
                &[C, "同名公司"],
            ],
        )?;
        Ok(())
    });
    let facts = read_all(&[&path]);
    assert_eq!(who(&facts), [A, B, C]);
    assert_eq!(figures(&facts), expected(&[("职工总数 2021", &["1", "?", "?"])]));
    assert_eq!(
        said(&facts),
        ["A3 !name-unknown 乙公司", "A4 !name-ambiguous 同名公司", "A5 total-row 合计"]
    );
    assert_eq!(
        aside(&facts),
        [("A3", "name-unknown", "乙公司"), ("A4", "name-ambiguous", "同名公司")]
    );
    assert_eq!(
        facts.remarks[1].hint.zh(),
        format!("没有代码，而这个名称有多个代码（{B}、{C}），此行暂存未用；请补上代码")
    );
}

#[test]
fn a_row_without_its_code_finds_its_firm_by_name_in_the_same_sheet() {
    let facts = read_csv(
        "some-codes",
        "指标.csv",
        &format!(
            "统一社会信用代码,企业名称,年度,职工总数\n,甲公司,2020,1\n{A},甲公司,2021,2\n—,无名公司,2021,3\n,,2021,4\n"
        ),
    );
    assert_eq!(who(&facts), [A]);
    assert_eq!(figures(&facts), expected(&[("职工总数 2020", &["1"]), ("职工总数 2021", &["2"])]));
    assert_eq!(said(&facts), ["B4 !name-unknown 无名公司", "C5 !no-subject 2021"]);
    let id = crate::kit::dictionary().schema.find("职工总数").expect("a fact");
    let place = facts.source(id, Some(2020), 0).map(|place| place.to_string());
    assert_eq!(place.as_deref(), Some("指标.csv 指标!D2"));
}

#[test]
fn where_no_sheet_has_codes_a_name_is_a_firm() {
    let facts = read_csv("only-names", "2021年.csv", "企业名称,职工总数\n甲公司,1\n乙 公司,2\n");
    assert_eq!(who(&facts), ["甲公司", "乙 公司"]);
    assert_eq!(figures(&facts), expected(&[("职工总数 2021", &["1", "2"])]));
    assert_eq!(said(&facts), ["A2 names-only 甲公司"]);
}

#[test]
fn two_names_of_one_code_in_one_year_are_told_of() {
    let facts = read_csv(
        "two-names",
        "指标.csv",
        &format!(
            "统一社会信用代码,企业名称,年度,职工总数\n{A},旧公司,2019,1\n{A},新公司,2021,2\n{A},别的公司,2021,2\n"
        ),
    );
    assert_eq!(facts.subjects[0].name(), "新公司");
    assert_eq!(said(&facts), [&format!("A4 duplicate-row {A}"), "B4 name-differs 别的公司"]);
}

#[test]
fn the_same_row_twice_is_one_row() {
    let facts = read_csv(
        "twice",
        "2021年.csv",
        &format!("统一社会信用代码,职工总数,营业收入(元)\n{A},1,2\n{A},1,2\n{B},3,\n{B},,4\n"),
    );
    assert_eq!(
        figures(&facts),
        expected(&[("职工总数 2021", &["1", "3"]), ("营业收入 2021", &["2", "4"])])
    );
    assert_eq!(said(&facts), [format!("A3 duplicate-row {A}"), format!("A5 duplicate-row {B}")]);
    let hints: Vec<&str> = facts.remarks.iter().map(|fault| fault.hint.zh()).collect();
    assert_eq!(
        hints,
        [
            "与第2行重复（同一企业同一年度），只取一行",
            "与第4行是同一企业同一年度，没有矛盾，两行已合并"
        ]
    );
    let id = crate::kit::dictionary().schema.find("营业收入").expect("a fact");
    let cell = facts.source(id, Some(2021), 1).map(|place| place.cell);
    assert_eq!(cell.as_deref(), Some("C5"));
}

#[test]
fn two_rows_that_contradict_each_other_leave_the_figure_unknown() {
    let facts = read_csv(
        "contradict",
        "2021年.csv",
        &format!("统一社会信用代码,职工总数,营业收入(元)\n{A},1,2\n{A},1,3\n{A},1,2\n"),
    );
    assert_eq!(figures(&facts), expected(&[("职工总数 2021", &["1"]), ("营业收入 2021", &["?"])]));
    assert_eq!(said(&facts), ["C3 !conflicting-row 3", "C4 !conflicting-row 2"]);
    assert_eq!(facts.remarks[0].hint.zh(), "与 C2 不一致，待核实；两处都未采用，按待补数据处理");
}

#[test]
fn two_files_at_odds_name_both_cells() {
    let folder = folder("at-odds");
    let write = |name: &str, figure: &str| {
        let content = format!("统一社会信用代码,职工总数,营业收入(元)\n{A},1,{figure}\n");
        std::fs::write(folder.join(name), content).expect("a file is written");
    };
    write("一.2021年.csv", "2");
    write("二.2021年.csv", "3");
    let facts = read_all(&[&folder]);
    assert_eq!(figures(&facts), expected(&[("职工总数 2021", &["1"]), ("营业收入 2021", &["?"])]));
    assert_eq!(said(&facts), ["C2 !conflicting-source 3"]);
    assert_eq!(facts.remarks[0].place.to_string(), "二.2021年.csv 二.2021年!C2");
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "与 一.2021年.csv 一.2021年!C2 不一致，待核实；两处都未采用，按待补数据处理"
    );
}

#[test]
fn a_fact_without_years_is_that_of_the_latest_year() {
    let facts = read_csv(
        "latest",
        "指标.csv",
        &format!("统一社会信用代码,年度,行业代码\n{A},2020,3912\n{A},2021,3913\n{A},2019,3911\n"),
    );
    assert_eq!(figures(&facts), expected(&[("行业代码", &["3913"])]));
    assert_eq!(said(&facts), ["C3 older-value 3913"]);
    assert_eq!(
        facts.remarks[0].hint.zh(),
        "此项有 2 处各年填的不同，测算取最近一年的；存入登记库的，各年的都留着"
    );
    let id = crate::kit::dictionary().schema.find("行业代码").expect("a fact");
    assert_eq!(facts.source(id, None, 0).map(|place| place.cell).as_deref(), Some("C3"));
}

/// What is said of each year of a fact without years, whatever the order of the rows: of firms with
/// every sequence of two values in four years.
#[test]
fn a_fact_without_years_keeps_what_each_year_says() {
    const YEARS: [usize; 4] = [0, 1, 2, 3];
    let code = |firm: usize, year: usize| ["3911", "3912"][(firm >> year) & 1];
    let orders = YEARS.into_iter().flat_map(|one| YEARS.map(move |two| (one, two)));
    for (one, two) in orders.filter(|(one, two)| one != two) {
        let rest = YEARS.into_iter().filter(|year| ![one, two].contains(year));
        let rest: Vec<usize> = rest.collect();
        for last in [[rest[0], rest[1]], [rest[1], rest[0]]] {
            let order = [one, two, last[0], last[1]];
            let row = |firm: usize, year: usize| {
                format!("示例{firm}号有限公司,{},{}\n", 2020 + year, code(firm, year))
            };
            let rows = (0..16).flat_map(|firm| order.map(|year| row(firm, year)));
            let text = format!("企业名称,年度,行业代码\n{}", rows.collect::<String>());
            let facts = Arc::new(read_csv("each-year", "指标.csv", &text));
            let said = facts.said();
            for firm in 0..16u32 {
                let told = said.lines(firm).flat_map(|line| line.values);
                let told: BTreeMap<Option<i16>, Stated> = told
                    .map(|(column, value)| {
                        (said.columns[usize::try_from(column).unwrap()].year, value)
                    })
                    .collect();
                for year in YEARS {
                    let until = Some(2020 + i16::try_from(year).unwrap());
                    let stands = told.range(..=until).next_back().map(|(_, value)| value.clone());
                    let wanted =
                        Stated::Text(code(usize::try_from(firm).unwrap(), year).to_owned());
                    assert_eq!(stands, Some(wanted), "{firm} {year} {order:?} {told:?}");
                }
                assert_eq!(usize::try_from(said.count(firm)), Ok(told.len()));
            }
        }
    }
}

#[test]
fn a_file_given_twice_is_read_once_and_namesakes_are_told_apart() {
    let folder = folder("given-twice");
    let write = |name: &str, figure: &str| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let content = format!("统一社会信用代码,职工总数\n{A},{figure}\n");
        std::fs::write(&path, content).expect("a file is written");
        path
    };
    let (one, two) = (write("a/2021年.csv", "1"), write("b/2021年.csv", "2"));
    let facts = read_all(&[&one, &folder.join("a/../a/2021年.csv"), &two]);
    assert_eq!(said(&facts), ["same-file", "B2 !conflicting-source 2"]);
    let file = two.to_string_lossy();
    assert_eq!(facts.remarks[1].place.to_string(), format!("{file} 2021年!B2"));
}

#[test]
fn a_folder_is_read_with_the_folders_in_it() {
    let folder = folder("folder");
    let write = |path: &Path, content: &str| {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, content).expect("a file is written");
    };
    write(&folder.join("b/2021年.csv"), &format!("统一社会信用代码,职工总数\n{A},1\n"));
    write(&folder.join("a.csv"), &format!("统一社会信用代码,居民企业\n{B},是\n"));
    write(&folder.join("~$a.xlsx"), "lock");
    write(&folder.join("说明.docx"), "words");
    let facts = read_all(&[&folder]);
    assert_eq!(who(&facts), [B, A]);
    assert_eq!(
        figures(&facts),
        expected(&[("居民企业", &["是", "?"]), ("职工总数 2021", &["?", "1"])])
    );
    let places: Vec<String> = facts.remarks.iter().map(|fault| fault.place.to_string()).collect();
    assert_eq!(
        (said(&facts), places),
        (vec!["other-file".to_owned()], vec!["说明.docx".to_owned()])
    );
    assert_eq!(facts.subjects[1].first_seen.to_string(), "b/2021年.csv 2021年!A2");
}
