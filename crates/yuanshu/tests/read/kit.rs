//! Small dictionaries and hand-made files for the tests of reading.

use std::path::{Path, PathBuf};

use base::{Dimension, Unit};
use rule::fact::{Fact, FactId, Field, Judgement, Schema, Type};
use yuanshu::read::{Dictionary, Entry, Facts, Fault, Level, Source, read};

/// Codes that cannot belong to anyone (region 000000), with right check characters.
pub(crate) const A: &str = "91000000MAM53JJL20";
pub(crate) const B: &str = "91000000MARHCCCC4X";
pub(crate) const C: &str = "91000000MAHDQAEJ3Y";

pub(crate) fn unit(symbol: &str) -> Unit {
    Unit::parse(symbol).expect(symbol)
}

pub(crate) fn money() -> Type {
    Type::Number(Dimension::MONEY)
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
        .fact(yearly("rd_staff_count", "研发人员", "人"), &["员工人数2"])
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
        .entry("研发人员", |entry, schema| entry.part_of = schema.find("职工总数"))
        .judgement("技术先进程度", Some(8))
        .judgement("产品在范围内", None)
        .done()
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

/// What was said, in short: cell, kind, whether it is an error, content.
pub(crate) fn said(facts: &Facts) -> Vec<(String, &str, bool, &str)> {
    let short = |fault: &Fault| fault.place.cell.clone();
    facts
        .remarks
        .iter()
        .map(|fault| (short(fault), fault.kind, fault.level == Level::Error, &*fault.content))
        .map(|(cell, kind, error, content)| (cell, kind, error, content))
        .collect()
}
