//! A small dictionary of facts to check formulas against.

use base::{Dimension, Kind};
use rule::check::Context;
use rule::fact::{Fact, FactId, Field, Judgement, Schema, Type};

pub(crate) const MONEY: Type = Type::Number(Dimension::MONEY);
pub(crate) const PLAIN: Type = Type::Number(Dimension::NONE);

pub(crate) fn people() -> Type {
    Type::Number(Dimension::PERSON)
}

fn fact(id: &str, name: &str, of: Type) -> Fact {
    Fact {
        id: id.to_owned(),
        name: name.to_owned(),
        of,
        unit: None,
        yearly: false,
        movable: None,
        fields: Vec::new(),
        values: Vec::new(),
        formula: None,
    }
}

fn yearly(id: &str, name: &str, of: Type) -> Fact {
    Fact { yearly: true, ..fact(id, name, of) }
}

fn field(id: &str, name: &str, of: Type, values: &[&str]) -> Field {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Field { id: id.to_owned(), name: name.to_owned(), of, unit: None, values }
}

/// Money, people and ratios by year; a day, a truth, a choice and a list of records.
pub(crate) fn schema() -> Schema {
    let mut schema = Schema::default();
    let sizes = ["大型", "中型", "小型", "微型"].map(str::to_owned).to_vec();
    let rights = Fact {
        fields: vec![
            field("category", "类别", Type::Text, &["发明专利", "实用新型", "软件著作权"]),
            field("granted", "授权日", Type::Date, &[]),
            field("in_use", "已应用", Type::Bool, &[]),
            field("price", "转让价", MONEY, &[]),
        ],
        ..fact("ip_items", "知识产权", Type::List(Box::new(Type::Record(FactId(7)))))
    };
    let facts = [
        yearly("operating_revenue", "营业收入", MONEY),
        yearly("rd_expense", "研发费用", MONEY),
        yearly("staff_count", "职工总数", people()),
        yearly("debt_ratio", "资产负债率", PLAIN),
        fact("born", "成立日期", Type::Date),
        fact("resident", "居民企业", Type::Bool),
        Fact { values: sizes, ..fact("size", "企业规模", Type::Text) },
        rights,
        fact("capital", "注册资本", MONEY),
        fact("grade", "信用得分", Type::Number(Dimension::of(Kind::Point))),
        fact("patents", "发明专利数", Type::Number(Dimension::ITEM)),
        fact("term", "合同期限", Type::Months),
    ];
    for fact in facts {
        schema.add(fact).expect("names of its own");
    }
    schema.judgements = vec![
        Judgement { name: "技术先进程度".to_owned(), max: Some(8) },
        Judgement { name: "主导产品属于重点领域".to_owned(), max: None },
    ];
    schema
}

/// The scores that a formula may use.
pub(crate) fn scores() -> Vec<(String, Type)> {
    vec![("创新得分".to_owned(), PLAIN), ("档次".to_owned(), Type::Text)]
}

pub(crate) fn context<'a>(schema: &'a Schema, scores: &'a [(String, Type)]) -> Context<'a> {
    Context { schema, scores, item: None }
}
