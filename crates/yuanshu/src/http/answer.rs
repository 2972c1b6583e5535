//! What policies say of one enterprise, with everything an officer reads beside it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use base::Day;
use pack::shelf::Kind;
use rule::table::Table;
use rule::value::Answer as Word;
use rule::why::Change;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;
use store::View;
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::people::ReadRegister;
use zone::policy::{Answered, Asked, ClauseProof, Nobody, Question, ScoreProof, Standing, Used};
use zone::say::{self, Tongue};

use super::file::{When, reached};
use super::reply::{Told, written};
use super::{May, Named, Refusal, Spoken};
use crate::serve::{App, Lane, Living, Reply, Shelved};
use crate::write::list::Cell;

/// What policies say of an enterprise.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{A}Answers")]
pub(super) struct Answers<A> {
    /// One for each policy in force on the day.
    items: Vec<A>,
    /// How many there are.
    total: usize,
    /// 测算结果仅供参考，以主管部门认定为准
    note: &'static str,
}

/// What a policy says of an enterprise (判定依据).
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Answer<'a> {
    /// The policy's id.
    pub policy: &'a str,
    /// 名称
    pub title: &'a str,
    /// What kind of policy it is.
    pub r#type: Kind,
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
    /// Among whom the firm is counted: see `counts` of a policy's population.
    pub group: &'static str,
    /// 测算符合未申报、差一项达标：资金 …
    pub standing: &'static str,
    /// Whether it is known to hold the title that the policy confers.
    pub conferred: bool,
    /// 认定情况, where the policy confers a title.
    pub held: Option<&'static str>,
    /// 申报窗口
    pub window: &'static str,
    /// The class, the points or the money that comes of it.
    pub value: Option<String>,
    /// One sentence why.
    pub sentence: String,
    /// The figures that its clauses used, each once.
    pub figures: Vec<Figure<'a>>,
    /// What each clause compared, and what it came to. Its words and its citation are the same for
    /// everybody: `/api/clauses` tells them, by policy and clause.
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
}

/// A clause and why it came out so.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AnswerClause")]
pub(super) struct Clause<'a> {
    /// Its id within the policy.
    pub id: &'a str,
    /// `yes`, `no`, `unknown` or `person`.
    pub answer: &'static str,
    /// What it compared, in words.
    pub sums: Vec<Compared>,
    /// The figures it used: their places in `figures` of the answer, counted from 0.
    pub figures: Vec<usize>,
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

/// A figure that was used. Where it comes from, the file of the enterprise says, by fact and year.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "UsedFigure")]
pub(super) struct Figure<'a> {
    /// The fact's id.
    pub fact: &'a str,
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
    // Of a list some of whose records do not say enough, what these do not say:
    // 资质称号“高新技术企业”的到期日.
    pub name: String,
    /// Of which year.
    pub year: Option<i16>,
    /// 数源部门, where it is known.
    pub department: Option<&'a str>,
}

/// An enterprise that is asked about, as memory has it.
#[derive(Debug)]
struct Firm {
    subject: SubjectId,
    /// What counts of it.
    alone: Table,
    /// Which language it is told in.
    tongue: Tongue,
    /// By which content.
    content: Arc<Shelved>,
    /// Up to which line.
    seq: Seq,
    /// The one step to each policy in force, where it was found out already whether one is enough.
    steps: Vec<Option<Change>>,
}

/// What is there to be told.
#[derive(Debug)]
enum Sought {
    /// It was written out before.
    Before(Bytes),
    /// It is to be worked out.
    Anew(Box<Firm>),
}

/// 判定依据：每项政策怎么说，为什么
pub(super) async fn of_one(
    State(app): State<App>,
    may: May<ReadRegister>,
    Named(id): Named<u32>,
    (super::Asked(when), Spoken(tongue)): (super::Asked<When>, Spoken),
) -> Result<Told<Answers<Answer<'static>>>, Refusal> {
    let lane = Lane::Memory.as_of(&app, (when.on, when.known.as_deref()));
    app.soon(lane, move |app| {
        let view = super::page::view(app, when.on, when.known.as_deref())?;
        match app.living(view, |living| sought(living, (&may, tongue), SubjectId(id)))?? {
            Sought::Before(json) => Ok(Told::again(json)),
            Sought::Anew(firm) => anew(app, &firm, (&may, view)),
        }
    })
    .await
}

fn sought(
    living: &Living,
    (may, tongue): (&May<ReadRegister>, Tongue),
    id: SubjectId,
) -> Result<Sought, Refusal> {
    let (_, subject, row) = reached(living, &may.permit, id)?;
    if let Some(json) = living.told((subject, may.signed.operator.sight(), tongue)) {
        return Ok(Sought::Before(json));
    }
    let policies = living.content.content.shelf.in_force(living.snapshot.view().on);
    let step = |policy: &pack::Policy| living.step(&policy.id, row);
    Ok(Sought::Anew(Box::new(Firm {
        subject,
        tongue,
        alone: living.snapshot.table().only(row),
        content: living.content.clone(),
        seq: living.snapshot.seq(),
        steps: policies.into_iter().map(step).collect(),
    })))
}

/// Works out what all policies in force say of an enterprise, and keeps it.
fn anew(
    app: &App,
    firm: &Firm,
    (may, view): (&May<ReadRegister>, View),
) -> Result<Told<Answers<Answer<'static>>>, Refusal> {
    let shelf = &firm.content.content.shelf;
    let question = Question::new(shelf, &Nobody, &firm.alone, shelf.in_force(firm.alone.on));
    let question = question.told_in(firm.tongue);
    let asked: Vec<_> = question.asked.iter().zip(&firm.steps).collect();
    let length = |(asked, _): &(&Asked<'_>, _)| {
        let decision = &asked.policy.decision;
        decision.clauses.len() + decision.scores.len()
    };
    let items = app.hands().share(&asked, length, |(asked, step)| {
        let answered = question.answered(asked, step.as_ref());
        let mut answer = answer(&question, asked, &answered);
        super::secret::hide((&mut answer, asked.policy), &may.signed, shelf, firm.tongue);
        written(&answer)
    });
    let items = items.into_iter().collect::<Result<Vec<Box<RawValue>>, Refusal>>()?;
    let whole = Answers { total: items.len(), items, note: say::note(firm.tongue) };
    let told = Told::around(&whole.items, &whole)?;
    let of = (firm.subject, may.signed.operator.sight(), firm.tongue);
    app.living(view, |living| living.keep_told(of, (&firm.content, firm.seq), told.json()))?;
    Ok(told)
}

/// What a policy says of the only enterprise that is asked about.
fn answer<'a>(question: &'a Question<'a>, asked: &'a Asked<'a>, answered: &Answered) -> Answer<'a> {
    let (schema, tongue) = (&question.shelf.schema, question.tongue);
    let (policy, finding) = (asked.policy, &answered.finding);
    let proofs = question.proof(asked, 0, answered);
    let standing = Standing::of(answered, schema);
    let change: Vec<String> = match &standing {
        Standing::Near(near) => vec![question.say_move(&near.step)],
        _ => Vec::new(),
    };
    let sentence = sentence((question, asked), answered, (&proofs, &change));
    let mut figures = Vec::new();
    let clauses = proofs.into_iter().map(|proof| clause(question, proof, &mut figures));
    Answer {
        policy: &policy.id,
        title: &policy.title,
        r#type: policy.kind,
        kind: say::kind(policy.kind, tongue),
        edition: policy.days.from,
        status: say::status(policy.status, tongue),
        reply: finding.answer.word(),
        word: say::answer(finding.answer, finding.outside, tongue),
        group: Reply::of(&standing).word(),
        standing: standing.said(tongue),
        conferred: answered.held == Some(Word::Yes),
        held: answered.held.map(|held| say::held(held, tongue)),
        window: say::window(asked.window, tongue),
        value: answered.value().map(|value| say::value(value, None, tongue)),
        sentence,
        clauses: clauses.collect(),
        figures,
        scores: question.scores(asked, 0, answered).iter().map(points).collect(),
        change,
        missing: missing((question, asked), answered),
        asked: rule::why::asked(&policy.decision, &question.row(0), finding),
        assumed: answered.assumed.iter().map(|fact| question.name(*fact)).collect(),
    }
}

/// Why, in one sentence.
fn sentence(
    (question, asked): (&Question<'_>, &Asked<'_>),
    answered: &Answered,
    (proofs, change): (&[ClauseProof<'_>], &[String]),
) -> String {
    let tongue = question.tongue;
    let of = |wanted: Word| proofs.iter().filter(move |proof| proof.answer == wanted);
    match answered.finding.answer {
        Word::Yes if proofs.is_empty() => tongue.by_indicators(),
        Word::Yes => tongue.all_met(of(Word::Yes).count()),
        Word::No if answered.finding.outside => {
            let cite = of(Word::No).next().map(ClauseProof::cite).unwrap_or_default();
            tongue.not_addressed(&cite)
        }
        Word::No => match (change, of(Word::No).find_map(|proof| proof.sums.first())) {
            ([change], _) => tongue.one_step(change),
            (_, Some(sum)) => sum.says.clone(),
            (_, None) => tongue.unmet(of(Word::No).count()),
        },
        Word::Unknown => tongue.lacking(&question.lacks(asked, 0, answered)),
        Word::Person => tongue.to_be_judged(),
    }
}

/// What stands where by what may be taken out it is another: the figures behind it stay in the house.
pub(super) const KEPT: &str = "依据的数，来源不允许导出";

/// The columns of the workbook, with their widths.
pub(super) const HEADS: [(&str, u8); 10] = [
    ("政策", 40),
    ("种类", 12),
    ("结果", 24),
    ("认定情况", 14),
    ("申报窗口", 24),
    ("金额、等级或得分", 24),
    ("为什么", 60),
    ("差的一步", 44),
    ("缺的数", 44),
    ("要人工审核的", 44),
];

/// What a policy says of an enterprise, in a row of the workbook.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The policy's id.
    pub(super) policy: String,
    title: String,
    kind: &'static str,
    standing: &'static str,
    held: &'static str,
    window: &'static str,
    value: String,
    /// Why, the one step, what is missing, what a person owes.
    said: [String; 4],
}

impl Line {
    fn of(answer: Answer<'_>) -> Self {
        let missing = answer
            .missing
            .iter()
            .map(|one| one.year.map_or(one.name.clone(), |year| format!("{}（{year}）", one.name)));
        let missing = missing.collect::<Vec<_>>().join("、");
        let (change, asked) = (answer.change.join("；"), answer.asked.join("；"));
        Self {
            policy: answer.policy.to_owned(),
            title: answer.title.to_owned(),
            kind: answer.kind,
            standing: answer.standing,
            held: answer.held.unwrap_or_default(),
            window: answer.window,
            value: answer.value.unwrap_or_default(),
            said: [answer.sentence, change, missing, asked],
        }
    }

    /// What stands in the columns; `free` is the same by what may be taken out.
    pub(super) fn cells(&self, free: Option<&Self>) -> Vec<Cell> {
        let mut cells = [&*self.title, self.kind, self.standing].map(Cell::text).to_vec();
        let Some(free) = free.filter(|free| *free == self) else {
            let held = free.map_or("", |free| free.held);
            cells.extend([held, self.window, ""].map(Cell::text));
            cells.push(Cell::long(KEPT));
            return cells;
        };
        cells.extend([free.held, free.window, &free.value].map(Cell::text));
        cells.extend(free.said.iter().map(Cell::long));
        cells
    }
}

/// What the policies in force say of an enterprise, with its row.
pub(super) fn lines(
    living: &Living,
    may: &May<ReadRegister>,
    id: SubjectId,
) -> Result<(usize, Vec<Line>), Refusal> {
    let (_, _, row) = reached(living, &may.permit, id)?;
    let (alone, shelf) = (living.snapshot.table().only(row), &living.content.content.shelf);
    let question = Question::new(shelf, &Nobody, &alone, shelf.in_force(alone.on));
    let line = |asked: &Asked<'_>| {
        let answered = question.answered(asked, living.step(&asked.policy.id, row).as_ref());
        let mut answer = answer(&question, asked, &answered);
        super::secret::hide((&mut answer, asked.policy), &may.signed, shelf, Tongue::Chinese);
        Line::of(answer)
    };
    Ok((row, question.asked.iter().map(line).collect()))
}

fn missing<'a>(
    (question, asked): (&Question<'a>, &Asked<'_>),
    answered: &Answered,
) -> Vec<Missing<'a>> {
    let blanks = question.blanks(asked, 0, answered);
    let one = |(fact, lag): &(rule::fact::FactId, rule::fact::Lag)| Missing {
        fact: question.shelf.schema.get(*fact).map_or("", |known| &known.id),
        name: question.lack((*fact, &[]), &blanks),
        year: question.fiscal_year(*fact, *lag).map(|year| year.0),
        department: question.shelf.owner(*fact).map(|owner| owner.department.as_str()),
    };
    answered.missing.iter().map(one).collect()
}

/// A clause, whose figures join those that were used before it.
fn clause<'a>(
    question: &Question<'a>,
    proof: ClauseProof<'a>,
    figures: &mut Vec<Figure<'a>>,
) -> Clause<'a> {
    let mut place = |used: Used<'a>| {
        let figure = figure(question, used);
        let same = |known: &Figure<'_>| (known.fact, known.year) == (figure.fact, figure.year);
        figures.iter().position(same).unwrap_or_else(|| {
            figures.push(figure);
            figures.len() - 1
        })
    };
    Clause {
        id: &proof.clause.id,
        answer: proof.answer.word(),
        figures: proof.figures.into_iter().map(&mut place).collect(),
        sums: proof.sums.into_iter().map(compared).collect(),
        gaps: proof.gaps,
    }
}

fn compared(sum: zone::policy::Compared) -> Compared {
    Compared { says: sum.says, threshold: sum.threshold, answer: sum.answer.word() }
}

fn figure<'a>(question: &Question<'a>, used: Used<'a>) -> Figure<'a> {
    Figure {
        fact: question.shelf.schema.get(used.fact).map_or("", |known| &known.id),
        name: used.name,
        year: used.year.map(|year| year.0),
        shown: used.shown,
        derived: used.derived,
        assumed: used.stand_in.is_some(),
    }
}

fn points<'a>(proof: &ScoreProof<'a>) -> Points<'a> {
    Points { name: &proof.indicator.name, value: proof.shown(), says: proof.why() }
}
