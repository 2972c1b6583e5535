//! Small dictionaries and hand-made files for the tests of reading.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use base::code::Changed;
use base::{Classification, Day, Decimal, Edition, Unit};
use rule::fact::{Fact, FactId, Field, Judgement, Schema, Type};
use rule::table::{Column, Values};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use yuanshu::read::{Dictionary, Entry, Facts, Level, Source, Subject, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Codes that cannot belong to anyone (region 000000), with right check characters.
pub(crate) const A: &str = "91000000MAM53JJL20";
pub(crate) const B: &str = "91000000MARHCCCC4X";
pub(crate) const C: &str = "91000000MAHDQAEJ3Y";

pub(crate) fn unit(symbol: &str) -> Unit {
    Unit::parse(symbol).expect(symbol)
}

/// A dictionary under construction.
#[derive(Default)]
pub(crate) struct Words(Dictionary);

impl Words {
    pub(crate) fn fact(mut self, fact: Fact, synonyms: &[&str]) -> Self {
        let id = self.0.schema.add(fact).expect("a free name");
        let at = usize::try_from(id.0).expect("small");
        self.0.entries.resize_with(at + 1, Entry::default);
        self.0.entries[at].synonyms = synonyms.iter().map(|&word| word.into()).collect();
        self
    }

    pub(crate) fn entry(mut self, name: &str, change: impl FnOnce(&mut Entry, &Schema)) -> Self {
        let id = self.0.schema.find(name).expect(name);
        let at = usize::try_from(id.0).expect("small");
        change(&mut self.0.entries[at], &self.0.schema);
        self
    }

    pub(crate) fn judgement(mut self, name: &str, max: Option<u16>) -> Self {
        self.0.schema.judgements.push(Judgement { name: name.into(), max });
        self
    }

    pub(crate) fn done(mut self) -> Dictionary {
        self.0.yardstick = self.0.schema.find("资产总额");
        self.0
    }
}

pub(crate) fn fact(id: &str, name: &str, of: Type) -> Fact {
    Fact {
        id: id.into(),
        name: name.into(),
        of,
        unit: None,
        yearly: false,
        movable: None,
        fields: Vec::new(),
        values: Vec::new(),
        formula: None,
    }
}

pub(crate) fn yearly(id: &str, name: &str, symbol: &str) -> Fact {
    let unit = unit(symbol);
    Fact { unit: Some(unit), yearly: true, ..fact(id, name, Type::Number(unit.dimension)) }
}

pub(crate) fn field(id: &str, name: &str, of: Type, values: &[&str]) -> Field {
    let values = values.iter().map(|&value| value.into()).collect();
    Field { id: id.into(), name: name.into(), of, unit: None, values }
}

/// The facts that most tests speak of.
pub(crate) fn dictionary() -> Dictionary {
    let patents = Fact {
        fields: vec![
            field("category", "类别", Type::Text, &["发明专利", "实用新型"]),
            field("state", "状态", Type::Text, &[]),
            field("granted_on", "授权日", Type::Date, &[]),
        ],
        ..fact("ip_items", "知识产权", Type::List(Box::new(Type::Record(FactId(0)))))
    };
    Words::default()
        .fact(yearly("operating_revenue", "营业收入", "万元"), &["营收", "营业总收入"])
        .fact(yearly("rd_expense", "研发费用", "万元"), &["研究开发费用"])
        .fact(yearly("total_assets", "资产总额", "万元"), &["资产总计"])
        .fact(yearly("staff_count", "职工总数", "人"), &["职工人数", "员工人数"])
        .fact(yearly("rd_staff_count", "研发人员", "人"), &["研发人数"])
        .fact(yearly("liability_ratio", "资产负债率", "%"), &[])
        .fact(fact("registered_on", "成立日期", Type::Date), &["注册日期"])
        .fact(fact("resident", "居民企业", Type::Bool), &[])
        .fact(fact("industry_code", "行业代码", Type::Text), &[])
        .fact(
            Fact {
                values: vec!["查账征收".into(), "核定征收".into()],
                ..fact("collection", "征收方式", Type::Text)
            },
            &[],
        )
        .fact(patents, &["知识产权清单"])
        .fact(
            Fact {
                fields: vec![
                    field("kind", "种类", Type::Text, &[]),
                    field("granted_on", "授权日", Type::Date, &[]),
                    field("state", "状态", Type::Text, &[]),
                ],
                ..fact("titles", "资质称号", Type::List(Box::new(Type::Record(FactId(11)))))
            },
            &[],
        )
        .fact(fact("class_code", "分类代码", Type::Text), &[])
        .entry("分类代码", |entry, _| entry.codes = Some(classes()))
        .entry("研发人员", |entry, schema| entry.part_of = schema.find("职工总数"))
        .entry("职工总数", |entry, _| entry.whole = true)
        .judgement("技术先进程度", Some(8))
        .judgement("产品在范围内", None)
        .done()
}

/// A made-up edition of three industries, one of which had another code before.
fn classes() -> Classification {
    let entry = |code: &str, name: &str, parent: Option<&str>| base::Entry {
        code: code.into(),
        name: name.into(),
        parent: parent.map(Into::into),
    };
    let entries = vec![
        entry("C", "制造业", None),
        entry("C39", "电子设备", Some("C")),
        entry("C3911", "整机制造", Some("C39")),
    ];
    let changed = vec![Changed { code: "3910".into(), to: vec!["C3911".into()] }];
    let edition = Edition("示范分类-2017".into());
    Classification::new((edition, base::code::Subject::Industry), entries, changed)
        .expect("a sound table")
}

/// A folder of its own for a test.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("read").join(test);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("an old folder goes");
    }
    std::fs::create_dir_all(&folder).expect("a folder comes");
    folder
}

/// A text file.
pub(crate) fn text(test: &str, name: &str, content: &[u8]) -> PathBuf {
    let path = folder(test).join(name);
    std::fs::write(&path, content).expect("a file is written");
    path
}

/// Reads files with the usual dictionary.
pub(crate) fn read_all(paths: &[&Path]) -> Facts {
    let sources: Vec<Source> = paths.iter().map(|path| Source::all(*path)).collect();
    read(&sources, &dictionary(), &mut |_| {})
}

/// Reads one file of comma-separated values.
pub(crate) fn read_csv(test: &str, name: &str, content: &str) -> Facts {
    read_all(&[&text(test, name, content.as_bytes())])
}

/// What was said: cell, kind and content; an error has a `!` before its kind.
pub(crate) fn said(facts: &Facts) -> Vec<String> {
    let mark = |level| if level == Level::Error { "!" } else { "" };
    let short = facts.remarks.iter().map(|fault| {
        let line =
            format!("{} {}{} {}", fault.place.cell, mark(fault.level), fault.kind, fault.content);
        line.trim().to_owned()
    });
    short.collect()
}

/// Every value that is known, by fact and year, a text a subject: `?` where it is unknown.
pub(crate) fn figures(facts: &Facts) -> Vec<(String, Vec<String>)> {
    let dictionary = dictionary();
    let on = Day::constant(2023, 1, 1);
    let table = facts.table(on, &[]);
    let mut shown: Vec<(String, Vec<String>)> = table
        .columns
        .iter()
        .map(|((id, lag), column)| {
            let name = &dictionary.schema.get(*id).expect("a fact").name;
            let name = match lag {
                0 => name.clone(),
                lag => format!("{name} {}", on.year() - i16::from(*lag)),
            };
            (name, (0..table.rows).map(|row| value(column, row)).collect())
        })
        .collect();
    let judged = table.judged.iter().map(|(name, column)| {
        (name.clone(), (0..table.rows).map(|row| value(column, row)).collect())
    });
    shown.extend(judged);
    shown.sort();
    shown
}

/// One value of a column.
pub(crate) fn value(column: &Column, row: usize) -> String {
    if !column.known.get(row) {
        return "?".into();
    }
    match &column.values {
        Values::Number { values, decimals } => {
            Decimal::new(values[row].into(), *decimals).expect("few decimals").to_string()
        }
        Values::Bool(bits) => if bits.get(row) { "是" } else { "否" }.into(),
        Values::Text { codes, words } => words[usize::try_from(codes[row]).expect("small")].clone(),
        Values::Date(days) => {
            let span = jiff::Span::new().days(days[row]);
            Day::constant(1970, 1, 1).checked_add(span).expect("a day").to_string()
        }
        Values::Days(spans) | Values::Months(spans) => spans[row].to_string(),
        Values::List { offsets, fields } => {
            let from = usize::try_from(offsets[row]).expect("small");
            let to = usize::try_from(offsets[row + 1]).expect("small");
            let record =
                |at| fields.iter().map(|field| value(field, at)).collect::<Vec<_>>().join("/");
            format!("[{}]", (from..to).map(record).collect::<Vec<_>>().join(" "))
        }
    }
}

/// Expected figures, written short.
pub(crate) fn expected(rows: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let own = |texts: &[&str]| texts.iter().map(|&text| text.into()).collect();
    let mut rows: Vec<(String, Vec<String>)> =
        rows.iter().map(|&(name, texts)| (name.into(), own(texts))).collect();
    rows.sort();
    rows
}

/// Codes of the subjects, or their names where there is no code.
pub(crate) fn who(facts: &Facts) -> Vec<String> {
    let name =
        |subject: &Subject| subject.code.clone().unwrap_or_else(|| subject.name().to_owned());
    facts.subjects.iter().map(name).collect()
}

/// What was kept aside: cell, kind, who.
pub(crate) fn aside(facts: &Facts) -> Vec<(&str, &str, &str)> {
    facts.aside.iter().map(|row| (&*row.place.cell, row.kind, &*row.who)).collect()
}

/// A workbook.
pub(crate) fn workbook(
    test: &str,
    name: &str,
    fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>,
) -> PathBuf {
    let path = folder(test).join(name);
    let mut book = Workbook::new();
    fill(&mut book).expect("the workbook is filled");
    book.save(&path).expect("the workbook is saved");
    path
}

/// Texts row by row.
pub(crate) fn rows(sheet: &mut Worksheet, texts: &[&[&str]]) -> Result<(), XlsxError> {
    for (row, texts) in (0..).zip(texts) {
        for (column, text) in (0..).zip(*texts) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text)?;
            }
        }
    }
    Ok(())
}

/// A workbook of one sheet from the XML of its rows.
pub(crate) fn raw_workbook(test: &str, name: &str, parts: &[(&str, &str)]) -> PathBuf {
    let path = folder(test).join(name);
    let mut zip = ZipWriter::new(File::create(&path).expect("a file"));
    let fixed = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="2021年" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
    ];
    for (name, content) in fixed.iter().chain(parts) {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content.as_bytes()).expect("a part is written");
    }
    zip.finish().expect("the archive is finished");
    path
}
