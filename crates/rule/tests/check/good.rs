//! Formulas that make sense, with their types.

use base::Dimension;
use rule::check::{amount, band, condition, resolve, typed, yearly};
use rule::fact::{FactId, Type};
use rule::parse::{formula, tests};

use crate::schema::{MONEY, PLAIN, context, people, schema, scores};

fn type_of(text: &str) -> Type {
    let (schema, scores) = (schema(), scores());
    let found = resolve(&formula(text).expect(text), &context(&schema, &scores));
    found.unwrap_or_else(|faults| panic!("{text}: {faults:?}")).1
}

fn list(of: Type) -> Type {
    Type::List(Box::new(of))
}

#[test]
fn quantities_keep_their_units() {
    for (text, of) in [
        ("营业收入[-1]", MONEY),
        ("operating_revenue[-1]", MONEY),
        ("营业收入[-1] - 营业收入[-2]", MONEY),
        ("研发费用[-1] / 营业收入[-1]", PLAIN),
        ("5% * 研发费用[-1]", MONEY),
        ("研发费用[-1] + 0", MONEY),
        ("营业收入[-1] / 职工总数[-1]", Type::Number(Dimension::MONEY / Dimension::PERSON)),
        ("营业收入[-1] ** 2", Type::Number(Dimension::MONEY.pow(2))),
        ("(营业收入[-1] / 营业收入[-3]) ** (1 / 2) - 1", PLAIN),
        ("职工总数[-1] + 3", people()),
        ("职工总数[-1] - (2 * 3 + 1)", people()),
        ("max(研发费用[-1], 0)", MONEY),
        ("min([5% * 研发费用[-1], 100 万元])", MONEY),
        ("if 居民企业 then 5% * 研发费用[-1] else 0", MONEY),
        ("if 居民企业 then null else 3 人", people()),
        ("sum(last(研发费用, 3))", MONEY),
        ("sum(知识产权[已应用].转让价)", MONEY),
        ("floor(营业收入[-1], -4)", MONEY),
        ("modulo(职工总数[-1], 10)", people()),
        ("count(知识产权)", PLAIN),
        ("on.year - 成立日期.year", PLAIN),
        ("创新得分 + judge(\"技术先进程度\")", PLAIN),
        ("信用得分 + 5", type_of("信用得分")),
        ("发明专利数 + count(知识产权[已应用])", Type::Number(Dimension::ITEM)),
    ] {
        assert_eq!(type_of(text), of, "{text}");
    }
}

#[test]
fn questions_are_answered_by_yes_or_no() {
    for text in [
        "营业收入[-1] >= 0",
        "职工总数[-1] >= 100",
        "职工总数[-1] / 3 >= 100 人",
        "营业收入[-1] >= 2000 万元 and not(居民企业)",
        "研发费用[-1] / 营业收入[-1] >= (if 营业收入[-1] <= 5000 万元 then 5% else 3%)",
        "营业收入[-1] / 职工总数[-1] >= 50 万元 / 1 人",
        "资产负债率[-1] between 30% and 70%",
        "资产负债率[-1] in [30%..70%)",
        "企业规模 in [\"中型\", \"小型\"]",
        "企业规模 in (\"中型\", \"小型\")",
        "not(企业规模 in (\"大型\"))",
        "注册资本 in (> 100 万元)",
        "注册资本 in (0..100 万元]",
        "职工总数[-1] in ([1..10], 20, >= 300 人)",
        "成立日期 <= on - 3 年",
        "成立日期 >= @\"2019-01-01\"",
        "成立日期 >= date(on.year - 2, 1, 1)",
        "on - 成立日期 >= 365 天",
        "合同期限 >= 6 个月",
        "years and months duration(成立日期, on) >= 3 年",
        "count(知识产权[类别 = \"发明专利\" and 授权日 >= on - 5 年]) >= 1",
        "count(知识产权[类别 = \"发明专利\"]) >= 3 项",
        "some t in 知识产权 satisfies t.类别 = \"发明专利\" and t.已应用",
        "every t in 知识产权 satisfies t.category in [\"发明专利\"]",
        "every x in last(营业收入, 3) satisfies x > 0",
        "some i in 1..3 satisfies i > 2",
        "创新得分 >= 60",
        "创新得分 >= 60 分",
        "信用得分 >= 60",
        "信用得分 >= 创新得分",
        "档次 = \"甲\"",
        "judge(\"主导产品属于重点领域\")",
        "judge(\"技术先进程度\") >= 5",
        "contains(企业规模, \"型\")",
        "list contains([\"中型\", \"小型\"], 企业规模)",
        "before(成立日期, on)",
        "during(成立日期, [on - 3 年..on])",
        "count(营业收入[item > 1 亿元]) >= 2",
        "居民企业 = true",
    ] {
        assert_eq!(type_of(text), Type::Bool, "{text}");
    }
}

#[test]
fn other_values_have_their_types() {
    for (text, of) in [
        ("last(职工总数, 2)", list(people())),
        ("last(职工总数, 2)[1]", people()),
        ("last(职工总数, 2)[item > 3]", list(people())),
        ("知识产权[已应用]", list(Type::Record(FactId(7)))),
        ("知识产权[1].类别", Type::Text),
        ("知识产权.授权日", list(Type::Date)),
        ("for t in 知识产权 return t.转让价 / 2", list(MONEY)),
        ("[1, 2, 3]", list(PLAIN)),
        ("[30%..50%)", Type::Range(Box::new(PLAIN))),
        ("duration(\"P30D\")", Type::Days),
        ("on - 成立日期", Type::Days),
        ("3 年 + 6 个月", Type::Months),
        ("30 天 * 2", Type::Days),
        ("(on - 成立日期) / 1 天", PLAIN),
        ("on + 3 年", Type::Date),
        ("\"国\" + \"家\"", Type::Text),
        ("string length(企业规模)", PLAIN),
        ("distinct values(知识产权.类别)", list(Type::Text)),
        ("concatenate([1], [2])", list(PLAIN)),
        ("append(last(职工总数, 2), 3)", list(people())),
        ("mode([1, 2, 2])", list(PLAIN)),
        ("substring(string: 企业规模, start position: 1)", Type::Text),
    ] {
        assert_eq!(type_of(text), of, "{text}");
    }
}

#[test]
fn clauses_amounts_points_and_derived_facts_are_checked_for_what_they_must_be() {
    let (schema, scores) = (schema(), scores());
    let context = context(&schema, &scores);
    let read = |text| formula(text).expect("a formula");
    assert!(condition(&read("居民企业"), &context).is_ok());
    assert!(amount(&read("5% * 研发费用[-1]"), &context).is_ok());
    assert!(amount(&read("0"), &context).is_ok());
    assert!(typed(&read("if 居民企业 then 5 else 3"), &PLAIN, &context).is_ok());
    assert!(typed(&read("count(知识产权)"), &Type::Number(Dimension::ITEM), &context).is_ok());
    let ratio = yearly(&read("研发费用 / 营业收入"), &context).map(|(_, of)| of);
    assert_eq!(ratio, Ok(PLAIN));
    let growth = yearly(&read("(营业收入 - 营业收入[-2]) / 营业收入[-2]"), &context);
    assert_eq!(growth.map(|(_, of)| of), Ok(PLAIN));
}

#[test]
fn bands_test_their_formula_or_stand_for_themselves() {
    let (schema, scores) = (schema(), scores());
    let context = context(&schema, &scores);
    let of = resolve(&formula("资产负债率[-1]").expect("a formula"), &context).expect("resolved");
    for text in [">= 30%", "[25%..30%)", "30%, 40%", "-", "not(< 30%)", "? > 3% and ? < 5%", "0"] {
        let tests = tests(text).expect(text);
        assert!(band(Some(&of), &tests, &context).is_ok(), "{text}");
    }
    for text in ["居民企业", "not(居民企业)", "营业收入[-1] > 0, 居民企业", "-"] {
        assert!(band(None, &tests(text).expect(text), &context).is_ok(), "{text}");
    }
}
