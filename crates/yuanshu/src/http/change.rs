//! What changed between two days or two states of knowledge, firm by firm.

use axum::Json;
use axum::extract::State;
use base::Day;
use rule::table::Table;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::View;
use zone::enterprise::SubjectId;
use zone::fact::Use;
use zone::people::ReadRegister;
use zone::policy::{Changed, Depth, Given, Question, Shift, Subjects, changed};
use zone::say::{self, Tongue};

use super::page::limit;
use super::roll::Roll;
use super::{Asked, May, Refusal, Spoken};
use crate::serve::{App, Living, Turn};
use crate::write::list::Cell;

/// What is compared with what.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ChangesWanted")]
pub(super) struct Wanted {
    /// 政策编号
    policy: String,
    /// 从前：按哪一天申请来算；缺省与 on 同一天
    was_on: Option<Day>,
    /// 从前：日志的第几笔，或哪一天；缺省与 known 相同
    was_known: Option<String>,
    /// 现在：按哪一天，缺省今天
    on: Option<Day>,
    /// 现在：按当时已掌握的数据
    known: Option<String>,
    /// 只看结论变了的，或只看结论没变、分数、等级或金额变了的；缺省都看
    only: Option<Only>,
    /// 只看这一家企业：编号
    enterprise: Option<u32>,
    /// 从第几行起
    #[serde(default)]
    after: usize,
    /// 一页多少行，最多 500，缺省 50
    #[schemars(range(min = 1, max = 500))]
    pub(super) limit: Option<u16>,
}

/// What of an answer has to have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "ChangesOnly")]
enum Only {
    /// 结论
    Answer,
    /// 只是分数、等级或金额
    Value,
}

/// A page of what changed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ChangesPage")]
pub(super) struct Listed {
    items: Vec<Item>,
    total: usize,
    /// What to send as `after` for the next page; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// How many changed in what, whatever `only` says.
    shifts: Shifts,
}

/// How many changed in what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ChangeShifts")]
struct Shifts {
    /// 结论变了
    answer: usize,
    /// 结论没变，分数、等级或金额变了
    value: usize,
}

/// An enterprise whose answer changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ChangeItem")]
pub(super) struct Item {
    /// The enterprise's number.
    id: u32,
    code: Option<String>,
    name: String,
    was: &'static str,
    is: &'static str,
    /// 结果的变化: the class, the points or the money.
    value: Option<[String; 2]>,
    /// The first days of the editions, where they differ.
    editions: Option<[Option<Day>; 2]>,
    clauses: Vec<Turned>,
    figures: Vec<Moved>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Turned {
    clause: String,
    was: Option<&'static str>,
    is: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Moved {
    fact: String,
    was: String,
    is: String,
}

/// 变化：哪些企业的测算结果变了，为什么
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(wanted): Asked<Wanted>,
    Spoken(tongue): Spoken,
) -> Result<Json<Listed>, Refusal> {
    let limit = limit(wanted.limit)?;
    app.aside(move |app| {
        let [was, is] = views(app, &wanted)?;
        // What was is kept; what is may go on meanwhile.
        let was = app.past(was)?;
        app.living(is, |is| {
            let pair = Pair { was: &was, is, policy: &wanted.policy, tongue };
            let (found, shifts) = pair.turned(&may, &wanted)?;
            let end = wanted.after.saturating_add(limit);
            let next = (end < found.len()).then(|| end.to_string());
            let page = found.iter().skip(wanted.after).take(limit);
            let items = page.filter_map(|turn| pair.item(*turn, &may)).collect();
            Ok(Json(Listed { items, total: found.len(), next, shifts }))
        })?
    })
    .await
}

/// The two views that are compared.
fn views(app: &App, wanted: &Wanted) -> Result<[View; 2], Refusal> {
    let is = super::page::view(app, wanted.on, wanted.known.as_deref())?;
    let before = wanted.was_known.as_deref().or(wanted.known.as_deref());
    let was = super::page::view(app, Some(wanted.was_on.unwrap_or(is.on)), before)?;
    if was == is {
        let why = ["要写与什么时候比：was_on 或 was_known", "say what it is compared with"];
        return Err(Refusal::unfit("was_on", why));
    }
    Ok([was, is])
}

/// All that changed, by what may be taken out (允许用途).
pub(super) fn exported(
    app: &App,
    may: &May<ReadRegister>,
    wanted: &Wanted,
) -> Result<Vec<Item>, Refusal> {
    let [was, is] = views(app, wanted)?.map(|view| View { purpose: Use::Export, ..view });
    let (was, is) = (app.past(was)?, app.past(is)?);
    let pair = Pair { was: &was, is: &is, policy: &wanted.policy, tongue: Tongue::Chinese };
    let (found, _) = pair.turned(may, wanted)?;
    super::roll::few(found.len())?;
    Ok(found.into_iter().filter_map(|turn| pair.item(turn, may)).collect())
}

impl Roll for Item {
    const NAME: &'static str = "测算结果的变化";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("统一社会信用代码", 22),
        ("企业名称", 34),
        ("从前", 14),
        ("现在", 14),
        ("结果", 30),
        ("条件", 50),
        ("数据", 60),
    ];

    fn cells(self) -> Vec<Cell> {
        let word = |word: Option<&'static str>| word.unwrap_or(Tongue::Chinese.nothing());
        let clauses = self
            .clauses
            .iter()
            .map(|turned| format!("{}：{} → {}", turned.clause, word(turned.was), word(turned.is)));
        let figures = self
            .figures
            .iter()
            .map(|moved| format!("{}：{} → {}", moved.fact, moved.was, moved.is));
        vec![
            Cell::text(self.code.unwrap_or_default()),
            Cell::text(self.name),
            Cell::text(self.was),
            Cell::text(self.is),
            Cell::text(self.value.map_or_else(String::new, |[was, is]| format!("{was} → {is}"))),
            Cell::long(clauses.collect::<Vec<_>>().join("；")),
            Cell::long(figures.collect::<Vec<_>>().join("；")),
        ]
    }
}

/// The register then and now, and the policy that is asked.
#[derive(Clone, Copy)]
struct Pair<'a> {
    was: &'a Living,
    is: &'a Living,
    policy: &'a str,
    tongue: Tongue,
}

impl Pair<'_> {
    /// Whose answer changed among those whom the permit reaches, in the order of the later rows;
    /// and how many did in what.
    fn turned(
        self,
        may: &May<ReadRegister>,
        wanted: &Wanted,
    ) -> Result<(Vec<Turn>, Shifts), Refusal> {
        let snapshot = &self.is.snapshot;
        let turned = self.was.turned(self.is, self.policy).ok_or_else(super::policy::none)?;
        let counted = snapshot.counted(&may.permit);
        let only = wanted.enterprise.map(|id| snapshot.row(SubjectId(id)));
        let seen = turned
            .iter()
            .filter(|turn| counted.get(turn.new) && only.is_none_or(|row| row == Some(turn.new)));
        let mut seen: Vec<Turn> = seen.copied().collect();
        let answer = seen.iter().filter(|turn| turn.shift == Shift::Answer).count();
        let shifts = Shifts { answer, value: seen.len() - answer };
        seen.retain(|turn| wanted.only.is_none_or(|only| only.is(turn.shift)));
        Ok((seen, shifts))
    }

    /// What became of the answer of one of them, and why.
    fn item(self, turn: Turn, may: &May<ReadRegister>) -> Option<Item> {
        let then = self.was.snapshot.table().only(turn.old);
        let now = self.is.snapshot.table().only(turn.new);
        let was = alone((self.was, &then), self.policy)?.told_in(self.tongue);
        let is = alone((self.is, &now), self.policy)?.told_in(self.tongue);
        let (then, now) = (was.asked.first()?, is.asked.first()?);
        let answers = (was.answer(then, 0, Depth::Answer), is.answer(now, 0, Depth::Answer));
        let before = Given { question: &was, asked: then, row: 0, answered: &answers.0 };
        let after = Given { question: &is, asked: now, row: 0, answered: &answers.1 };
        let changed = changed(&before, &after)?;
        Some(item((self.is, &is, now.policy), turn.new, &changed, may))
    }
}

/// A policy asked of one enterprise.
fn alone<'a>((living, table): (&'a Living, &'a Table), policy: &str) -> Option<Question<'a>> {
    let policy = living.policy(policy)?;
    Some(Question::new(&living.content.content.shelf, living, table, vec![policy]))
}

impl Only {
    fn is(self, shift: Shift) -> bool {
        match self {
            Self::Answer => shift == Shift::Answer,
            Self::Value => shift == Shift::Value,
        }
    }
}

fn item(
    (living, question, policy): (&Living, &Question<'_>, &pack::Policy),
    row: usize,
    changed: &Changed<'_>,
    may: &May<ReadRegister>,
) -> Item {
    let tongue = question.tongue;
    let value = |value: &Option<rule::value::Value>| {
        value.as_ref().map_or(tongue.nothing().to_owned(), |value| say::value(value, None, tongue))
    };
    let word = |answer: Option<rule::value::Answer>| {
        answer.map(|answer| say::answer(answer, false, tongue))
    };
    let (was, is) = (&changed.was, &changed.is);
    let shelf = question.shelf;
    let veiled = super::secret::veils(policy, &may.signed);
    let seen = |name: &str| {
        shelf.fact(name).is_none_or(|fact| super::secret::sees(&may.signed, shelf, fact))
    };
    let moved = |moved: &zone::policy::Moved<'_>| {
        let unit = shelf.schema.find(moved.fact).and_then(|fact| shelf.schema.get(fact)?.unit);
        let side = |(year, value): &(Option<base::Year>, rule::value::Value)| {
            let value = say::value(value, unit, tongue);
            let Some(year) = year else { return value };
            let number = year.0;
            tongue.say([format_args!("{year} {value}"), format_args!("{number}: {value}")])
        };
        Moved { fact: moved.fact.to_owned(), was: side(&moved.was), is: side(&moved.is) }
    };
    Item {
        id: living.snapshot.subjects().get(row).map_or(0, |subject| subject.0),
        code: living.code(row).map(str::to_owned),
        name: living.name(row).to_owned(),
        was: say::answer(was.answer, was.outside, tongue),
        is: say::answer(is.answer, is.outside, tongue),
        value: (was.value != is.value && !veiled).then(|| [value(&was.value), value(&is.value)]),
        editions: (was.edition != is.edition).then_some([was.edition, is.edition]),
        clauses: changed
            .clauses
            .iter()
            .map(|turned| Turned {
                clause: turned.clause.clone(),
                was: word(turned.was),
                is: word(turned.is),
            })
            .collect(),
        figures: changed.figures.iter().filter(|one| seen(one.fact)).map(moved).collect(),
    }
}
