//! What policies say of one enterprise, with everything an officer reads beside it.

use axum::extract::State;
use base::Day;
use rayon::prelude::*;
use rule::value::Answer as Word;
use schemars::JsonSchema;
use serde::Serialize;
use zone::enterprise::SubjectId;
use zone::people::ReadRegister;
use zone::policy::{
    Answered, Asked, ClauseProof, Depth, Passport, Question, ScoreProof, Standing, Used,
};
use zone::say;

use super::file::{Opened, When, reached};
use super::page::Page;
use super::reply::{Told, written};
use super::{May, Named, Refusal};
use crate::serve::App;

/// What a policy says of an enterprise (判定依据).
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Answer<'a> {
    /// The policy's id.
    pub policy: &'a str,
    /// 名称
    pub title: &'a str,
    /// 种类：称号、划型、资助、金额测算、评分
    pub kind: &'static str,
    /// The first day of the edition that decides.
    pub edition: Option<Day>,
    /// How far its text may be trusted, where that is less than entirely: 二手来源、示例.
    pub status: Option<&'static str>,
    /// `yes`, `no`, `unknown` or `person`.
    pub reply: &'static str,
    /// 测算符合、不符合、不适用、待补数据、需人工审核
    pub word: &'static str,
    /// 测算符合未申报、差一项达标：资金 …
    pub standing: &'static str,
    /// 认定情况, where the policy confers a title.
    pub held: Option<&'static str>,
    /// 申报窗口
    pub window: &'static str,
    /// The class, the points or the money that comes of it.
    pub value: Option<String>,
    /// One sentence why.
    pub sentence: String,
    /// Each clause with its words and what it compared.
    pub clauses: Vec<Clause<'a>>,
    /// The indicators of a score.
    pub scores: Vec<Points<'a>>,
    /// The smallest change that turns a no; empty where none was found or none is needed.
    pub change: Vec<String>,
    /// 待补数据: what would settle it.
    pub missing: Vec<Missing<'a>>,
    /// The judgements that a person owes.
    pub asked: Vec<String>,
    /// The facts of which a stand-in was used.
    pub assumed: Vec<&'a str>,
    /// 测算结果仅供参考，以主管部门认定为准
    pub note: &'static str,
}

/// A clause and why it came out so.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AnswerClause")]
pub(super) struct Clause<'a> {
    /// Its id within the policy.
    pub id: &'a str,
    /// `yes`, `no`, `unknown` or `person`.
    pub answer: &'static str,
    /// Its wording, where that was seen.
    pub text: Option<&'a str>,
    /// A summary, where it was not.
    pub summary: Option<&'a str>,
    /// Its number is only remembered.
    pub memory: bool,
    /// 《办法》（文号）第二条
    pub cite: String,
    /// Where the document can be read.
    pub url: Option<&'a str>,
    /// What it compared, in words.
    pub sums: Vec<Compared>,
    /// The figures it used.
    pub figures: Vec<Figure<'a>>,
    /// What it lacks, each enough by itself.
    pub gaps: Vec<String>,
}

/// A comparison in words.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Compared {
    /// 研发费用 192.00 万元 ÷ 销售收入 4,800.00 万元 = 4.0% < 5%
    pub says: String,
    /// ≥ 5%
    pub threshold: String,
    /// `yes`, `no`, `unknown` or `person`.
    pub answer: &'static str,
}

/// A figure that was used.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "UsedFigure")]
pub(super) struct Figure<'a> {
    /// 名称
    pub name: &'a str,
    /// Of which year.
    pub year: Option<i16>,
    /// As officials read it.
    pub shown: String,
    /// It follows from others.
    pub derived: bool,
    /// A stand-in was used.
    pub assumed: bool,
    /// Where it comes from.
    pub source: Option<Passport>,
}

/// An indicator of a score.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Points<'a> {
    /// 名称
    pub name: &'a str,
    /// Its points, or between which they lie.
    pub value: String,
    /// The figures it was found by.
    pub says: Vec<String>,
}

/// A fact that would settle an answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Missing<'a> {
    /// The fact's id.
    pub fact: &'a str,
    /// 名称
    pub name: &'a str,
    /// Of which year.
    pub year: Option<i16>,
    /// 数源部门, where it is known.
    pub department: Option<&'a str>,
}

/// 判定依据：每项政策怎么说，为什么
pub(super) async fn of_one(
    State(app): State<App>,
    may: May<ReadRegister>,
    Named(id): Named<u32>,
    super::Asked(when): super::Asked<When>,
) -> Result<Told<Page<Answer<'static>>>, Refusal> {
    app.aside(move |app| {
        let view = super::page::view(app, when.on, when.known.as_deref())?;
        let sight = may.signed.operator.sight();
        let before = app.living(view, |living| {
            let (_, subject, _) = reached(living, &may.permit, SubjectId(id))?;
            Ok::<_, Refusal>(living.told((subject, sight)))
        })??;
        if let Some(json) = before {
            return Ok(Told::again(json));
        }
        let opened = Opened::of(app, &may.permit, (id, view))?;
        let told = told(app, &opened, &may)?;
        let of = (opened.subject, sight);
        app.living(view, |living| living.keep_told(of, opened.state(), told.json()))?;
        Ok(told)
    })
    .await
}

/// What all policies in force say of an enterprise that was opened.
fn told(
    app: &App,
    opened: &Opened,
    may: &May<ReadRegister>,
) -> Result<Told<Page<Answer<'static>>>, Refusal> {
    let shelf = &opened.content.content.shelf;
    let weighed = opened.weighed()?;
    let table = opened.dossier.table_of(shelf, &weighed.holdings)?;
    let policies = shelf.in_force(opened.dossier.view().on);
    let question = Question::new(shelf, &weighed, &table, policies);
    let answers = question.asked.par_iter().map(|asked| {
        let mut answer = answer(&question, asked, 0);
        super::secret::hide((&mut answer, asked.policy), &may.signed, shelf);
        written(&answer)
    });
    Told::whole(app.hands().install(|| answers.collect::<Result<_, _>>())?)
}

/// What a policy says of the enterprise of a row.
pub(super) fn answer<'a>(
    question: &'a Question<'a>,
    asked: &'a Asked<'a>,
    row: usize,
) -> Answer<'a> {
    let answered = question.answer(asked, row, Depth::Near);
    let schema = &question.shelf.schema;
    let (policy, finding) = (asked.policy, &answered.finding);
    let proofs = question.proof(asked, row, &answered);
    let standing = Standing::of(&answered, schema);
    let change: Vec<String> = match &standing {
        Standing::Near(near) => vec![question.say_move(&near.step)],
        _ => Vec::new(),
    };
    let sentence = sentence(question, &answered, (&proofs, &change));
    Answer {
        policy: &policy.id,
        title: &policy.title,
        kind: say::kind(policy.kind),
        edition: policy.days.from,
        status: say::status(policy.status),
        reply: finding.answer.word(),
        word: say::answer(finding.answer, finding.outside),
        standing: standing.zh(),
        held: answered.held.map(say::held),
        window: say::window(asked.window),
        value: answered.value().map(|value| say::value(value, None)),
        sentence,
        clauses: proofs.into_iter().map(clause).collect(),
        scores: question.scores(asked, row, &answered).into_iter().map(points).collect(),
        change,
        missing: missing(question, &answered),
        asked: rule::why::asked(&policy.decision, &question.row(row), finding),
        assumed: answered.assumed.iter().map(|fact| question.name(*fact)).collect(),
        note: say::NOTE,
    }
}

/// Why, in one sentence.
fn sentence(
    question: &Question<'_>,
    answered: &Answered,
    (proofs, change): (&[ClauseProof<'_>], &[String]),
) -> String {
    let of = |wanted: Word| proofs.iter().filter(move |proof| proof.answer == wanted);
    match answered.finding.answer {
        Word::Yes if proofs.is_empty() => "没有前提条件，由各项指标算出".to_owned(),
        Word::Yes => format!("{} 项条件都符合", of(Word::Yes).count()),
        Word::No if answered.finding.outside => {
            let cite = of(Word::No).next().map(ClauseProof::cite).unwrap_or_default();
            format!("不在适用范围：{cite}")
        }
        Word::No => match (change, of(Word::No).find_map(|proof| proof.sums.first())) {
            ([change], _) => format!("差一项：{change}"),
            (_, Some(sum)) => sum.says.clone(),
            (_, None) => format!("{} 项条件不符合", of(Word::No).count()),
        },
        Word::Unknown => {
            let names = question.names(&answered.missing);
            let first: Vec<&str> = names.iter().take(3).copied().collect();
            let more = if names.len() > first.len() { "等" } else { "" };
            format!("缺 {}{more}，补齐后才能判定", first.join("、"))
        }
        Word::Person => "数据都齐，还要人工审核".to_owned(),
    }
}

fn missing<'a>(question: &Question<'a>, answered: &Answered) -> Vec<Missing<'a>> {
    let one = |(fact, lag): &(rule::fact::FactId, rule::fact::Lag)| Missing {
        fact: question.shelf.schema.get(*fact).map_or("", |known| &known.id),
        name: question.name(*fact),
        year: question.fiscal_year(*fact, *lag).map(|year| year.0),
        department: question.shelf.owner(*fact).map(|owner| owner.department.as_str()),
    };
    answered.missing.iter().map(one).collect()
}

fn clause(proof: ClauseProof<'_>) -> Clause<'_> {
    Clause {
        id: &proof.clause.id,
        answer: proof.answer.word(),
        text: proof.clause.text.as_deref(),
        summary: proof.clause.summary.as_deref(),
        memory: proof.memory,
        cite: proof.cite(),
        url: proof.source.and_then(|(source, _)| source.url.as_deref()),
        sums: proof.sums.into_iter().map(compared).collect(),
        figures: proof.figures.into_iter().map(figure).collect(),
        gaps: proof.gaps,
    }
}

fn compared(sum: zone::policy::Compared) -> Compared {
    Compared { says: sum.says, threshold: sum.threshold, answer: sum.answer.word() }
}

fn figure(used: Used<'_>) -> Figure<'_> {
    Figure {
        name: used.name,
        year: used.year.map(|year| year.0),
        shown: used.shown,
        derived: used.derived,
        assumed: used.stand_in.is_some(),
        source: used.place,
    }
}

fn points(proof: ScoreProof<'_>) -> Points<'_> {
    Points { name: &proof.indicator.name, value: proof.shown(), says: proof.says }
}
