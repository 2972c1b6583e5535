//! What moves money, and so takes two people.

use std::collections::BTreeSet;

use pack::Shelf;
use pack::shelf::{Policy, Status};
use rule::decision::{Decision, ScoreRule};
use rule::expr::{Expr, Node};
use rule::walk::{children, reads};

use super::Topic;

/// Whether what is said counts at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It counts from the line that brought it on.
    Counts,
    /// It moves money: it counts once a second person has accepted it.
    Held,
}

/// What moves money: all that a policy reads which gives an amount, whatever its clauses do with
/// it, for a condition on which the money hangs moves all of it. What derived facts are derived
/// from is read, too, the day of birth where years are counted, and what persons judge.
///
/// Editions that are no longer in force count too: an application of an earlier day is still
/// decided by them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving(BTreeSet<Topic>);

impl Moving {
    /// What moves money by this content.
    pub fn of(shelf: &Shelf) -> Self {
        let mut found = BTreeSet::new();
        for policy in shelf.policies.iter().filter(|policy| pays(policy)) {
            let mut names = judges(&policy.decision);
            for (fact, _) in reads(&shelf.schema, policy.decision.formulas()) {
                found.insert(Topic::Fact(fact));
                if let Some(formula) = shelf.schema.get(fact).and_then(|fact| fact.formula.as_ref())
                {
                    asked(formula, &mut names);
                }
            }
            let judgements = shelf.schema.judgements.iter().enumerate();
            let judged = judgements.filter(|(_, one)| names.contains(one.name.as_str()));
            found.extend(judged.map(|(at, _)| Topic::Judged(at)));
        }
        Self(found)
    }

    /// Whether what is said of this waits for a second person.
    pub fn standing(&self, topic: Topic) -> Standing {
        if self.0.contains(&topic) { Standing::Held } else { Standing::Counts }
    }
}

/// Whether money can come of it; of a draft nothing does.
fn pays(policy: &Policy) -> bool {
    policy.status != Status::Draft
        && policy.decision.clauses.iter().any(|clause| clause.give.is_some())
}

/// The judgements that a decision asks for.
fn judges(decision: &Decision) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for formula in decision.formulas() {
        asked(formula, &mut names);
    }
    names.extend(decision.scores.iter().filter_map(|score| match &score.rule {
        ScoreRule::Bands { judge, .. } => judge.as_deref(),
        ScoreRule::Judged { judge, .. } => Some(judge.as_str()),
        ScoreRule::Sum { .. } | ScoreRule::Best { .. } => None,
    }));
    names
}

fn asked<'e>(formula: &'e Expr, names: &mut BTreeSet<&'e str>) {
    if let Node::Judge(name) = &*formula.node {
        names.insert(name);
    }
    for part in children(formula) {
        asked(part, names);
    }
}

#[cfg(test)]
mod tests {
    use pack::File;

    use super::*;

    /// A fact for each place where a policy may read one.
    const FACTS: &str = r#"
status = "demo"
[[fact]]
id = "founded"
name = "成立日期"
kind = "date"
period = "point"
role = "born"
[[fact]]
id = "revenue"
name = "营业收入"
kind = "money"
period = "year"
[[fact]]
id = "cost"
name = "成本"
kind = "money"
period = "year"
[[fact]]
id = "profit"
name = "利润"
kind = "money"
period = "year"
formula = "营业收入 - 成本"
[[fact]]
id = "staff"
name = "职工总数"
kind = "count"
unit = "人"
period = "year"
[[fact]]
id = "level"
name = "等级"
kind = "number"
period = "point"
[[fact]]
id = "park"
name = "园区"
kind = "text"
period = "point"
[[fact]]
id = "honest"
name = "守信"
kind = "bool"
period = "point"
[[fact]]
id = "left"
name = "余额"
kind = "money"
period = "point"
[[fact]]
id = "patents"
name = "专利"
kind = "list"
period = "point"
[[fact.field]]
id = "class"
name = "类别"
kind = "text"
[[fact]]
id = "leading"
name = "领先"
kind = "bool"
period = "point"
formula = 'judge("属于领域")'
[[judge]]
name = "属于领域"
[[judge]]
name = "先进程度"
max = 8
"#;

    const GRADE: &str = r#"
[[indicator]]
id = "grade"
name = "档次"
cite = "demo/1#第一条"
summary = "按等级。"
of = "等级"
[[indicator.band]]
test = ">= 3"
points = 2
[[indicator.band]]
test = "-"
points = 1
"#;

    fn clause(id: &str, rest: &str) -> String {
        format!("[[clause]]\nid = \"{id}\"\ncite = \"demo/1#第一条\"\nsummary = \"概括\"\n{rest}\n")
    }

    /// What moves money where there is one policy with these clauses.
    fn moved(status: &str, head: &str, body: &str) -> Vec<String> {
        let policy = format!(
            "id = \"demo/p\"\ntitle = \"补助\"\nfrom = 2026-01-01\nstatus = \"{status}\"\n{head}\n{body}"
        );
        let source = "id = \"demo/1\"\ntitle = \"示范\"\nstatus = \"demo\"\n";
        let files = [
            File::new("packs/demo/source/1.toml", source),
            File::new("packs/demo/fact/f.toml", FACTS),
            File::new("packs/demo/policy/p.toml", policy),
        ];
        let (shelf, faults) = pack::read(&files);
        assert_eq!(faults, []);
        let moving = Moving::of(&shelf);
        let facts = shelf.schema.iter().map(|(id, fact)| (Topic::Fact(id), &fact.name));
        let judged = shelf.schema.judgements.iter().enumerate();
        let judged = judged.map(|(at, judgement)| (Topic::Judged(at), &judgement.name));
        let waits = |of: &Topic| moving.standing(*of) == Standing::Held;
        facts.chain(judged).filter(|(of, _)| waits(of)).map(|(_, name)| name.clone()).collect()
    }

    /// What moves money in a grant of these clauses beside one that gives 1 万元 to everybody.
    fn granted(head: &str, clauses: &[(&str, &str)]) -> Vec<String> {
        let mut body = clause("pay", "give = \"1 万元\"");
        body.extend(clauses.iter().map(|(id, rest)| clause(id, rest)));
        moved("demo", &format!("kind = \"grant\"\n{head}"), &body)
    }

    #[test]
    fn a_fact_moves_money_through_what_is_given_and_what_is_derived() {
        let body = clause("pay", "when = \"等级 > 2\"\ngive = \"1% * 利润[-1]\"");
        assert_eq!(moved("demo", "kind = \"grant\"", &body), ["营业收入", "成本", "利润", "等级"]);
    }

    #[test]
    fn a_condition_on_which_the_money_hangs_moves_it() {
        let required = [("place", "when = '园区 = \"东园\"'")];
        assert_eq!(granted("", &required), ["园区"]);
        let scope = [("place", "when = '园区 = \"东园\"'\nscope = true")];
        assert_eq!(granted("", &scope), ["园区"]);
    }

    #[test]
    fn each_of_several_ways_in_moves_money() {
        let either = [("place", "when = '园区 = \"东园\"'"), ("honest", "when = \"守信\"")];
        assert_eq!(granted("any = [\"place\", \"honest\"]", &either), ["园区", "守信"]);
        let [place, honest] = either;
        let grouped = [place, honest, ("one", "any = [\"place\", \"honest\"]")];
        assert_eq!(granted("", &grouped), ["园区", "守信"]);
    }

    #[test]
    fn a_cap_and_what_it_hangs_on_move_money() {
        assert_eq!(granted("", &[("cap", "when = \"守信\"\ncap = \"余额\"")]), ["守信", "余额"]);
    }

    #[test]
    fn the_day_of_birth_moves_money_where_years_are_counted() {
        let grown = [("grown", "when = \"count(last(职工总数, 3)) >= 2\"")];
        assert_eq!(granted("", &grown), ["成立日期", "职工总数"]);
        let last_year = [("staffed", "when = \"职工总数[-1] >= 2 人\"")];
        assert_eq!(granted("", &last_year), ["职工总数"]);
    }

    #[test]
    fn scores_and_lists_that_are_looked_at_move_money() {
        let body = GRADE.to_owned()
            + &clause("listed", "when = \"count(专利) > 0\"")
            + &clause("pay", "when = \"档次 > 1\"\ngive = \"1 万元\"");
        assert_eq!(moved("demo", "kind = \"grant\"", &body), ["等级", "专利"]);
    }

    #[test]
    fn what_persons_judge_moves_money_where_it_hangs_on_it() {
        let domain = [("domain", "when = \"judge(\\\"属于领域\\\")\"")];
        assert_eq!(granted("", &domain), ["属于领域"]);
        assert_eq!(granted("", &[("domain", "when = \"领先\"")]), ["领先", "属于领域"]);
        let scored = "[[indicator]]\nid = \"grade\"\nname = \"档次\"\ncite = \"demo/1#第一条\"\n\
             judge = \"先进程度\"\npoints = [0, 8]\n"
            .to_owned()
            + &clause("pay", "when = \"档次 > 1\"\ngive = \"1 万元\"");
        assert_eq!(moved("demo", "kind = \"grant\"", &scored), ["先进程度"]);
    }

    #[test]
    fn what_gives_nothing_and_what_is_a_draft_move_none() {
        let title = clause("place", "when = '园区 = \"东园\"'");
        assert_eq!(moved("demo", "kind = \"title\"", &title), Vec::<String>::new());
        let body = clause("pay", "when = \"等级 > 2\"\ngive = \"1 万元\"");
        assert_eq!(moved("draft", "kind = \"grant\"", &body), Vec::<String>::new());
    }
}
