//! The page 判定依据.

use super::book::{Cell, Head};
use super::firms::who;
use crate::say::{self, Tongue};
use zone::policy::{Answered, Asked, ClauseProof, Question, ScoreProof, Used};

/// The columns of 判定依据: a row a clause, then a row a node of the score tree.
pub(super) fn heads() -> Vec<Head> {
    let columns = [
        ("统一社会信用代码", 22),
        ("企业名称", 28),
        ("政策", 22),
        ("适用版本", 12),
        ("测算结果", 12),
        ("条件或评分项", 14),
        ("条件结果", 12),
        ("条文（未见原文的为摘要）", 48),
        ("出处", 36),
        ("比较的数", 48),
        ("要求", 18),
        ("差距（满足其一即可）", 32),
        ("用到的数", 40),
        ("来源单元格", 40),
        ("替代口径", 16),
    ];
    columns.map(|(title, width)| Head::new(title, width)).to_vec()
}

/// The rows of one policy about one firm.
pub(super) fn rows(
    question: &Question<'_>,
    asked: &Asked<'_>,
    at: usize,
    answered: &Answered,
) -> Vec<Vec<Cell>> {
    let policy = asked.policy;
    let title = match say::status(policy.status, Tongue::Chinese) {
        Some(status) => format!("{}（{status}）", policy.title),
        None => policy.title.clone(),
    };
    let proofs = question.proof(asked, at, answered);
    let row = |proof: ClauseProof<'_>| {
        let [code, name] = who(question, at);
        let finding = &answered.finding;
        let lines = |lines: Vec<String>| Cell::long(lines.join("\n"));
        let assumed = proof.figures.iter().filter_map(|used| Some((used.name, used.stand_in?)));
        let assumed = assumed.map(|(name, other)| format!("{name}用{other}代替")).collect();
        vec![
            code,
            name,
            Cell::long(title.clone()),
            policy.days.from.map_or(Cell::Blank, Cell::Day),
            Cell::Answer(finding.answer, finding.outside),
            Cell::text(proof.label()),
            Cell::Answer(proof.answer, false),
            Cell::long(proof.words()),
            Cell::long(proof.cite()),
            lines(proof.sums.iter().map(|sum| sum.says.clone()).collect()),
            lines(proof.sums.iter().map(|sum| sum.threshold.clone()).collect()),
            lines(proof.gaps.clone()),
            lines(proof.figures.iter().map(Used::says).collect()),
            lines(proof.figures.iter().filter_map(place).collect()),
            lines(assumed),
        ]
    };
    let clauses = proofs.into_iter().map(row);
    let scores = question.scores(asked, at, answered);
    let figures = question.score_figures(asked, at, answered);
    let scores = scores.iter().zip(&figures);
    clauses.chain(scores.map(|proof| score(question, &title, at, proof))).collect()
}

/// The row of a node of the score tree.
fn score(
    question: &Question<'_>,
    title: &str,
    at: usize,
    (proof, figures): (&ScoreProof<'_>, &Vec<Used<'_>>),
) -> Vec<Cell> {
    let [code, name] = who(question, at);
    let lines = |lines: Vec<String>| Cell::long(lines.join("\n"));
    let indicator = proof.indicator;
    let words = indicator.text.as_ref().or(indicator.summary.as_ref());
    vec![
        code,
        name,
        Cell::long(title),
        Cell::Blank,
        Cell::Blank,
        Cell::text(&indicator.name),
        Cell::Blank,
        Cell::long(words.cloned().unwrap_or_default()),
        Cell::long(indicator.cite.as_ref().map_or(String::new(), |cite| question.say_cite(cite))),
        lines([vec![proof.result()], proof.why()].concat()),
        Cell::Blank,
        Cell::Blank,
        lines(figures.iter().map(Used::says).collect()),
        lines(figures.iter().filter_map(place).collect()),
        Cell::Blank,
    ]
}

fn place(used: &Used<'_>) -> Option<String> {
    let place = used.place.as_ref()?;
    Some(format!("{}：{place}", used.name))
}
