//! What is missing, as somebody is to supply it.

use std::collections::BTreeSet;

use base::Year;
use rule::fact::{FactId, Lag, Schema};
use rule::value::Value;
use rule::why::Blank;

use super::{Answered, Asked, Question};
use crate::say::{self, Tongue};

impl Question<'_> {
    /// What an answer lacks, each fact once with its years: `2024、2025年研发费用`; of a list some
    /// of whose records do not say enough, what these do not say: `资质称号“高新技术企业”的到期日`.
    pub fn lacks(&self, asked: &Asked<'_>, at: usize, answered: &Answered) -> Vec<String> {
        let blanks = self.blanks(asked, at, answered);
        let facts = grouped(&answered.missing).into_iter();
        facts.map(|(fact, lags)| self.lack((fact, &lags), &blanks)).collect()
    }

    /// What two answers together lack.
    pub fn lacks_of(&self, both: [(&Asked<'_>, &Answered); 2], at: usize) -> Vec<String> {
        let blanks = both.map(|(asked, answered)| self.blanks(asked, at, answered)).concat();
        let missing = both.map(|(_, answered)| answered.missing.as_slice()).concat();
        let facts = grouped(&missing).into_iter();
        facts.map(|(fact, lags)| self.lack((fact, &lags), &blanks)).collect()
    }

    /// The fields of records that an answer lacks.
    pub fn blanks(&self, asked: &Asked<'_>, at: usize, answered: &Answered) -> Vec<Blank> {
        let is_list = |(fact, _): &(FactId, Lag)| {
            self.shelf.schema.get(*fact).is_some_and(|fact| !fact.fields.is_empty())
        };
        if !answered.missing.iter().any(is_list) {
            return Vec::new();
        }
        rule::why::blanks(&asked.policy.decision, &self.row(at), &answered.finding)
    }

    /// A fact that is missing of some years, or what of a list is.
    pub fn lack(&self, (fact, lags): (FactId, &[Lag]), blanks: &[Blank]) -> String {
        let mut told: Vec<String> = Vec::new();
        for blank in blanks.iter().filter(|blank| blank.list == fact) {
            let one = blank_of(&self.shelf.schema, blank, self.tongue);
            if !told.contains(&one) {
                told.push(one);
            }
        }
        if !told.is_empty() {
            return self.tongue.first_of(&told);
        }
        let years = lags.iter().filter_map(|lag| self.fiscal_year(fact, *lag));
        self.tongue.of_years(self.name(fact), &years.collect::<BTreeSet<Year>>())
    }
}

/// The facts in their order, each once with its years.
fn grouped(facts: &[(FactId, Lag)]) -> Vec<(FactId, Vec<Lag>)> {
    let mut grouped: Vec<(FactId, Vec<Lag>)> = Vec::new();
    for (fact, lag) in facts {
        match grouped.iter_mut().find(|(known, _)| known == fact) {
            Some((_, lags)) => lags.push(*lag),
            None => grouped.push((*fact, vec![*lag])),
        }
    }
    grouped
}

/// A field of a record that nobody has said: `资质称号“高新技术企业”的到期日`.
pub fn blank_of(schema: &Schema, blank: &Blank, tongue: Tongue) -> String {
    let Some(list) = schema.get(blank.list) else { return String::new() };
    let field = list.fields.get(blank.field).map_or("", |field| field.name.as_str());
    let mut known = known(schema, blank).into_iter();
    let first = known.next().map_or_else(|| "?".to_owned(), |(_, value)| value);
    tongue.of_record(&list.name, &first, field)
}

/// The record that says too little, by what it says: `高新技术企业（编号 GR2025）`.
pub fn record_of(schema: &Schema, blank: &Blank) -> String {
    let mut known = known(schema, blank).into_iter();
    let first = known.next().map_or_else(String::new, |(_, value)| value);
    let rest: Vec<String> = known.map(|(field, value)| format!("{field} {value}")).collect();
    if rest.is_empty() { first } else { format!("{first}（{}）", rest.join("，")) }
}

/// What a record says, with the names of its fields.
fn known<'s>(schema: &'s Schema, blank: &Blank) -> Vec<(&'s str, String)> {
    let (Some(list), Value::Record(fields)) = (schema.get(blank.list), &blank.record) else {
        return Vec::new();
    };
    let known = list
        .fields
        .iter()
        .zip(fields.iter())
        .filter(|(_, (_, value))| !matches!(value, Value::Open(_) | Value::Null));
    let told = known.map(|(field, (_, value))| {
        (field.name.as_str(), say::value(value, field.unit, Tongue::Chinese))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use rule::bits::Bits;
    use rule::table::{Column, Table, Values, day_number};

    use super::super::Depth;
    use super::super::kit::{Firms, ON, asking, bits, table};
    use super::*;
    use base::Day;

    #[test]
    fn what_is_missing_is_named_once_with_the_years_that_are_meant() {
        let shelf = asking("研发费用[-1] + 研发费用[-2] >= 营业收入[-1] and count(资质称号) >= 1");
        let (subjects, table) = (Firms::default(), table(&shelf, ON, &[(None, None)]));
        let policy = shelf.policy("demo/one", ON).unwrap();
        let said = |tongue| {
            let question = Question::new(&shelf, &subjects, &table, vec![policy]).told_in(tongue);
            let answered = question.answer(&question.asked[0], 0, Depth::Answer);
            let mut lacks = question.lacks(&question.asked[0], 0, &answered);
            lacks.sort_unstable();
            lacks
        };
        assert_eq!(said(Tongue::Chinese), ["2024、2025年研发费用", "2025年营业收入", "资质称号"]);
        assert_eq!(
            said(Tongue::English),
            ["研发费用 of 2024 and 2025", "营业收入 of 2025", "资质称号"]
        );
    }

    /// A 高新技术企业 whose last day nobody said, and a 小巨人; there may be others.
    fn titles(table: &mut Table, list: FactId) {
        let texts = |words: [&str; 2]| Values::Text {
            codes: vec![0, 1],
            words: words.map(str::to_owned).to_vec(),
        };
        let days = |days: [Day; 2]| Values::Date(days.map(day_number).to_vec());
        let column =
            |known: [bool; 2], values| Column { known: bits(&known), assumed: None, values };
        let fields = vec![
            column([true, true], texts(["高新技术企业", "小巨人"])),
            column([true, true], days([Day::constant(2025, 12, 1), Day::constant(2024, 9, 1)])),
            column([false, true], days([Day::constant(1970, 1, 1), Day::constant(2027, 8, 31)])),
            column([true, false], texts(["GR2025", ""])),
        ];
        let values = Values::List { offsets: vec![0, 2], fields };
        let column = Column { known: Bits::zeros(1), assumed: None, values };
        table.columns.insert((list, 0), column);
    }

    #[test]
    fn a_certificate_without_its_last_day_lacks_that_day_and_not_the_list() {
        let lacks = |when: &str| {
            let shelf = asking(when);
            let mut table = table(&shelf, ON, &[(None, None)]);
            titles(&mut table, shelf.schema.find("titles").unwrap());
            let subjects = Firms::default();
            let policy = shelf.policy("demo/one", ON).unwrap();
            let question = Question::new(&shelf, &subjects, &table, vec![policy]);
            let asked = &question.asked[0];
            let answered = question.answer(asked, 0, Depth::Answer);
            let records = question.blanks(asked, 0, &answered);
            let records = records.iter().map(|blank| record_of(&shelf.schema, blank));
            (question.lacks(asked, 0, &answered), records.collect::<Vec<_>>())
        };
        let day = vec!["资质称号“高新技术企业”的到期日".to_owned()];
        let record = vec!["高新技术企业（认定日 2025-12-01，编号 GR2025）".to_owned()];
        for when in [
            r#"some t in 资质称号 satisfies t.种类 = "高新技术企业" and t.到期日 >= on"#,
            r#"some t in 资质称号[种类 = "高新技术企业"] satisfies t.到期日 >= on"#,
            r#"count(资质称号[种类 = "高新技术企业" and 到期日 >= on]) >= 1"#,
        ] {
            assert_eq!(lacks(when), (day.clone(), record.clone()), "{when}");
        }
        // Of the others nothing is missing but that there may be more.
        let when = r#"some t in 资质称号 satisfies t.种类 = "单项冠军" and t.到期日 >= on"#;
        assert_eq!(lacks(when), (vec!["资质称号".to_owned()], Vec::new()));
        let when = r#"some t in 资质称号 satisfies t.种类 = "小巨人" and t.编号 = "1""#;
        assert_eq!(
            lacks(when),
            (
                vec!["资质称号“小巨人”的编号".to_owned()],
                vec!["小巨人（认定日 2024-09-01，到期日 2027-08-31）".to_owned()]
            )
        );
    }

    #[test]
    fn of_many_records_the_first_are_named() {
        let names: Vec<String> = (1..=5).map(|at| format!("第{at}条")).collect();
        let told = |count| Tongue::Chinese.first_of(&names[..count]);
        assert_eq!(told(3), "第1条、第2条、第3条");
        assert_eq!(told(4), "第1条、第2条、第3条等 4 处");
    }
}
