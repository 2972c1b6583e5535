//! The fact dictionary: one name and one calibre for each fact.

use std::collections::{HashMap, HashSet};

use base::{Dimension, Kind, Unit};
use rule::expr::Expr;
use rule::fact::{Direction, Effort, Fact, FactId, Judgement, Movable, Schema, Type};
use rule::fault::Span;
use rule::number::Number;
use rule::value::Value;

use super::{dated, day, days, field, plain_id, plain_name, text, twice};
use crate::form::Text;
use crate::form::fact::{By, FactForm, FactKind, FactsForm, JudgeForm, Move, Period, Role};
use crate::page::Page;
use crate::shelf::{Entry, Judge};
use crate::stray::{FACT, FACT_ID};
use crate::written::At;

/// The dictionary while it is read from many files.
#[derive(Default)]
pub(crate) struct Dictionary {
    pub(crate) schema: Schema,
    pub(crate) entries: Vec<Entry>,
    pub(crate) judges: Vec<Judge>,
    /// Names that were to be defined by what could not be read.
    pub(crate) lost: HashSet<String>,
    /// Names that facts had before, with those they have.
    pub(crate) renamed: HashMap<String, String>,
    /// The fact that says in which park an enterprise is.
    pub(crate) park: Option<FactId>,
    /// The list of the titles that were conferred.
    pub(crate) titles: Option<FactId>,
}

impl Dictionary {
    /// The fact of a name. One that is not there is noted, unless its file could not be read.
    pub(crate) fn named(&self, page: &mut Page<'_>, name: &Text) -> Option<(FactId, &Fact)> {
        let found = self.schema.find(&name.value);
        if found.is_none() && !self.lost.contains(&name.value) {
            let known = self.schema.iter().map(|(_, fact)| fact.name.as_str());
            page.push(FACT.stray(name, known));
        }
        found.and_then(|id| Some((id, self.schema.get(id)?)))
    }
}

/// Adds the facts and judgements of a file, without their formulas.
pub(crate) fn add(page: &mut Page<'_>, form: &FactsForm, dictionary: &mut Dictionary) {
    days(page, form.from.as_ref(), form.until.as_ref());
    if let Some(status) = &form.status {
        dated(page, status, form.checked.as_ref());
    }
    for fact in &form.fact {
        if add_fact(page, fact, form, dictionary).is_none() {
            page.sound = false;
            dictionary.lost.insert(fact.value.id.value.clone());
            dictionary.lost.insert(fact.value.name.value.clone());
        }
    }
    for judge in &form.judge {
        add_judge(page, &judge.value, dictionary);
    }
}

fn add_fact(
    page: &mut Page<'_>,
    at: &At<FactForm>,
    file: &FactsForm,
    dictionary: &mut Dictionary,
) -> Option<()> {
    let form = &at.value;
    let named =
        [plain_id(page, &form.id, &['_']), plain_name(page, &form.name)].iter().all(|ok| *ok);
    let listed = field::fields(page, form);
    let unit = unit(page, form.kind.value, form.unit.as_ref());
    let movable = movable(page, form);
    only_where_it_serves(page, form);
    let (unit, fields) = (unit?, listed.filter(|_| named)?);
    let next = FactId(u32::try_from(dictionary.schema.len()).ok()?);
    let of = match form.kind.value {
        FactKind::List => Type::List(Box::new(Type::Record(next))),
        kind => type_of(kind, unit.as_ref()),
    };
    let fact = Fact {
        id: form.id.value.clone(),
        name: form.name.value.clone(),
        of,
        unit,
        yearly: form.period.value == Period::Year,
        movable,
        fields,
        values: words(form.values.as_deref()),
        formula: None,
    };
    let id = match dictionary.schema.add(fact) {
        Ok(id) => id,
        Err(taken) => {
            let by_id = taken.name == form.id.value;
            let span = if by_id { form.id.span } else { form.name.span };
            twice(page, span, ["事实名或编号", "fact name or id"], &taken.name);
            return None;
        }
    };
    let [min, max] = [&form.min, &form.max]
        .map(|bound| bound.as_ref().and_then(|bound| bound_of(page, bound, form, unit)));
    let entry = Entry {
        fact: id,
        kind: form.kind.value,
        unit: text(form.unit.as_ref()),
        synonyms: words(Some(&form.synonyms)),
        formerly: words(Some(&form.formerly)),
        note: text(form.note.as_ref()),
        min,
        max,
        part_of: None,
        values: words(form.values.as_deref()),
        codes: text(form.codes.as_ref()),
        formula: text(form.formula.as_ref()),
        of: text(form.of.as_ref()),
        fields: form.field.iter().map(|field| field::entry(&field.value)).collect(),
        access: form.access.as_ref().map(|access| access.value),
        status: file.status.as_ref().map(|status| status.value),
        checked: day(file.checked.as_ref()),
        path: page.file.path.clone(),
        span: form.id.span,
    };
    dictionary.entries.push(entry);
    set_role(page, form, id, dictionary);
    Some(())
}

/// The registration day is one fact, and a day; the park is one, and a text; the titles are one
/// list whose records hold from a day to a day.
fn set_role(page: &mut Page<'_>, form: &FactForm, id: FactId, dictionary: &mut Dictionary) {
    dictionary.schema.lasting.extend(field::lasting(page, form, id));
    let Some(role) = &form.role else { return };
    let point = form.period.value == Period::Point;
    let (fits, taken) = match role.value {
        Role::Born => (point && form.kind.value == FactKind::Date, &mut dictionary.schema.born),
        Role::Park => (point && form.kind.value == FactKind::Text, &mut dictionary.park),
        Role::Titles => {
            let mut lasting = dictionary.schema.lasting.iter();
            let dated = lasting.any(|one| one.list == id && one.from.is_some());
            (point && dated, &mut dictionary.titles)
        }
    };
    let free = taken.is_none();
    if fits && free {
        *taken = Some(id);
    } else if fits {
        let what = match role.value {
            Role::Born => ["成立日期", "registration day"],
            Role::Park => ["所属园区", "park"],
            Role::Titles => ["认定的称号", "list of titles"],
        };
        twice(page, role.span, what, &form.name.value);
    } else {
        page.note("bad-role", role.span, unfit(role.value));
    }
}

/// What is wrong with a fact of that role, and what to write.
fn unfit(role: Role) -> [[&'static str; 2]; 2] {
    match role {
        Role::Born => [
            ["成立日期必须是日期，而且不逐年", "the registration day must be one day"],
            [
                "写 kind = \"date\" 和 period = \"point\"",
                "write kind = \"date\", period = \"point\"",
            ],
        ],
        Role::Titles => [
            [
                "认定的称号必须是清单，栏目里有种类、起止日",
                "the titles must be a list with a kind, a first and a last day",
            ],
            [
                "写 kind = \"list\" 和 period = \"point\"，三个栏目各写 role：kind、from、until",
                "write kind = \"list\", period = \"point\", and fields of the roles kind, from, until",
            ],
        ],
        Role::Park => [
            ["所属园区必须是文字，而且不逐年", "the park must be one text"],
            [
                "写 kind = \"text\" 和 period = \"point\"",
                "write kind = \"text\", period = \"point\"",
            ],
        ],
    }
}

fn add_judge(page: &mut Page<'_>, form: &JudgeForm, dictionary: &mut Dictionary) {
    if dictionary.judges.iter().any(|judge| judge.name == form.name.value) {
        twice(page, form.name.span, ["由人判断的事项", "judgement"], &form.name.value);
        return;
    }
    let max = form.max.as_ref().map(|max| max.value);
    dictionary.schema.judgements.push(Judgement { name: form.name.value.clone(), max });
    dictionary.judges.push(Judge {
        name: form.name.value.clone(),
        max,
        note: text(form.note.as_ref()),
        path: page.file.path.clone(),
    });
}

pub(super) fn words(list: Option<&[Text]>) -> Vec<String> {
    list.unwrap_or_default().iter().map(|word| word.value.clone()).collect()
}

pub(super) fn type_of(kind: FactKind, unit: Option<&Unit>) -> Type {
    match kind {
        FactKind::Money | FactKind::Count | FactKind::Ratio | FactKind::Number => {
            Type::Number(unit.map_or(Dimension::NONE, |unit| unit.dimension))
        }
        FactKind::Bool => Type::Bool,
        FactKind::Text => Type::Text,
        FactKind::Date => Type::Date,
        FactKind::List => Type::List(Box::new(Type::Null)),
    }
}

/// The unit of a kind, if the one that was written fits it; the outer `None` is a fault.
#[expect(clippy::option_option, reason = "no unit is one answer, a wrong one another")]
pub(super) fn unit(
    page: &mut Page<'_>,
    kind: FactKind,
    written: Option<&Text>,
) -> Option<Option<Unit>> {
    let usual = match kind {
        FactKind::Money => Some(Unit::YUAN),
        FactKind::Ratio => Some(Unit::PERCENT),
        FactKind::Count => Unit::parse("个"),
        FactKind::Number | FactKind::Bool | FactKind::Text | FactKind::Date | FactKind::List => {
            None
        }
    };
    let Some(written) = written else { return Some(usual) };
    let fits = |unit: &Unit| match kind {
        FactKind::Money => unit.is_money(),
        FactKind::Ratio => unit.dimension == Dimension::NONE,
        FactKind::Count => [Kind::Person, Kind::Item, Kind::Point, Kind::Level, Kind::Rank]
            .into_iter()
            .any(|kind| unit.dimension == Dimension::of(kind)),
        FactKind::Number => true,
        FactKind::Bool | FactKind::Text | FactKind::Date | FactKind::List => false,
    };
    let found = Unit::parse(&written.value);
    if let Some(unit) = found.filter(fits) {
        return Some(Some(unit));
    }
    let name = &written.value;
    let (wrong, mend) = if found.is_some() {
        (
            [format!("单位“{name}”与种类不符"), format!("the unit {name} does not fit the kind")],
            [
                "金额用元、万元、亿元，个数用人、件、项、个等，比例用 %；是否、文字、日期、清单没有单位",
                "money in 元, 万元 or 亿元; counts in 人, 件, 个; ratios in %; nothing else has a unit",
            ],
        )
    } else {
        (
            [format!("不认识单位“{name}”"), format!("unknown unit {name}")],
            [
                "用元、万元、亿元、人、件、项、个、%、平方米、吨等；别的单位写在 note 里，不写 unit",
                "use a known unit, or say it in note",
            ],
        )
    };
    page.note("bad-unit", written.span, [[&wrong[0], &wrong[1]], mend]);
    None
}

fn movable(page: &mut Page<'_>, form: &FactForm) -> Option<Movable> {
    let direction = form.moves.as_ref().map(|moves| match moves.value {
        Move::Up => Direction::Up,
        Move::Down => Direction::Down,
        Move::Either => Direction::Either,
    });
    let by = form.by.as_ref().map(|by| match by.value {
        By::Paper => Effort::Paper,
        By::Money => Effort::Money,
        By::Time => Effort::Time,
    });
    match (direction, by) {
        (Some(direction), Some(by)) => Some(Movable { direction, by }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            let span = form.moves.as_ref().map(|moves| moves.span);
            let span = span.or(form.by.as_ref().map(|by| by.span)).unwrap_or_default();
            page.note(
                "half-movable",
                span,
                [
                    ["move 和 by 要一起写", "move and by go together"],
                    ["说明往哪边改变，也说明靠什么", "say which way it moves, and by what"],
                ],
            );
            None
        }
    }
}

/// Keys that say something only for some kinds.
fn only_where_it_serves(page: &mut Page<'_>, form: &FactForm) {
    let number = matches!(
        form.kind.value,
        FactKind::Money | FactKind::Count | FactKind::Ratio | FactKind::Number
    );
    for bound in [&form.min, &form.max].into_iter().flatten().filter(|_| !number) {
        page.note(
            "idle-key",
            bound.span,
            [
                ["只有数才有最小值和最大值", "only numbers have bounds"],
                ["删去这一行", "remove this line"],
            ],
        );
    }
    if let (Some(codes), true) = (&form.codes, form.kind.value != FactKind::Text) {
        page.note(
            "idle-key",
            codes.span,
            [
                ["只有文字才是分类代码", "only texts are codes"],
                ["删去 codes，或者写 kind = \"text\"", "remove codes, or write kind = \"text\""],
            ],
        );
    }
    if let (Some(first), true) =
        (form.values.iter().flatten().next(), form.kind.value != FactKind::Text)
    {
        page.note(
            "idle-key",
            first.span,
            [
                ["只有文字才列出允许的取值", "only texts list their values"],
                ["删去 values", "remove values"],
            ],
        );
    }
    if let (Some(of), true) = (&form.of, form.formula.is_some()) {
        page.note(
            "two-origins",
            of.span,
            [
                ["formula 和 of 只能写一个", "formula and of exclude each other"],
                ["删去一个", "remove one"],
            ],
        );
    }
}

/// A bound of plausibility, in the base unit.
fn bound_of(
    page: &mut Page<'_>,
    bound: &Text,
    form: &FactForm,
    unit: Option<Unit>,
) -> Option<Number> {
    let value = page.formula(bound, rule::parse::literal)?;
    let dimension = unit.map_or(Dimension::NONE, |unit| unit.dimension);
    let number = quantity(value, dimension);
    if number.is_none() {
        page.note(
            "bad-bound",
            bound.span,
            [
                [
                    &format!("“{}”不是{}的数", bound.value, form.name.value),
                    &format!("\"{}\" is no figure of this fact", bound.value),
                ],
                ["写上与事实相同的单位，例如 \"100 万元\"", "write the unit, as in \"100 万元\""],
            ],
        );
    }
    number
}

/// The number of a literal, if it is one of that dimension, or a bare number that may stand
/// for it.
pub(crate) fn quantity(value: Value, of: Dimension) -> Option<Number> {
    let Value::Number(number, dimension) = value else { return None };
    let bare = dimension == Dimension::NONE && (of.compares_with_bare_number() || number.is_zero());
    (dimension == of || bare).then_some(number)
}

/// What refers to other facts: parts of a whole, formulas, synonyms. The formulas come out
/// checked, and are not yet in the schema.
pub(crate) fn link(
    page: &mut Page<'_>,
    form: &FactsForm,
    dictionary: &mut Dictionary,
) -> Vec<(FactId, Expr, Span)> {
    let mut formulas = Vec::new();
    for at in &form.fact {
        let fact = &at.value;
        let Some(id) = dictionary.schema.find(&fact.id.value) else { continue };
        if let Some(whole) = &fact.parts_of {
            let whole = find_fact(page, whole, dictionary);
            let place = usize::try_from(id.0).unwrap_or(usize::MAX);
            if let Some(entry) = dictionary.entries.get_mut(place) {
                entry.part_of = whole;
            }
        }
        for former in &fact.formerly {
            rename(page, former, &fact.name.value, dictionary);
        }
        if let Some(text) = &fact.formula
            && let Some(formula) = derived(page, text, id, &dictionary.schema)
        {
            formulas.push((id, formula, text.span));
        }
    }
    formulas
}

/// Notes a name that a fact had before: no other fact has it, nor had it.
fn rename(page: &mut Page<'_>, former: &Text, name: &str, dictionary: &mut Dictionary) {
    let taken = dictionary.schema.find(&former.value).is_some();
    if taken || dictionary.renamed.contains_key(&former.value) {
        twice(page, former.span, ["事实名或编号", "fact name or id"], &former.value);
    } else {
        dictionary.renamed.insert(former.value.clone(), name.to_owned());
    }
}

fn find_fact(page: &mut Page<'_>, name: &Text, dictionary: &Dictionary) -> Option<FactId> {
    let found = dictionary.schema.find(&name.value);
    if found.is_none() && !dictionary.lost.contains(&name.value) {
        let known = dictionary.schema.iter().map(|(_, fact)| fact.id.as_str());
        page.push(FACT_ID.stray(name, known));
    }
    found
}

/// The formula of a derived fact, of the type of the fact.
fn derived(page: &mut Page<'_>, text: &Text, id: FactId, schema: &Schema) -> Option<Expr> {
    let fact = schema.get(id)?;
    let parsed = page.parse(text)?;
    let context = rule::check::Context { schema, scores: &[], item: None };
    if !fact.yearly {
        return page.formula(text, |_| rule::check::typed(&parsed, &fact.of, &context));
    }
    let (formula, found) = page.formula(text, |_| rule::check::yearly(&parsed, &context))?;
    if found != fact.of {
        page.note(
            "wrong-type",
            text.span,
            [
                [
                    &format!("公式算出来的不是“{}”这一类的值", fact.name),
                    &format!("the formula is not of the type of {}", fact.id),
                ],
                ["核对公式和事实的种类、单位", "compare the formula with the kind and the unit"],
            ],
        );
        return None;
    }
    Some(formula)
}

/// Synonyms and names that sheets cannot tell apart.
pub(crate) fn check_synonyms(
    page: &mut Page<'_>,
    form: &FactsForm,
    taken: &mut HashMap<String, String>,
) {
    for fact in form.fact.iter().filter(|fact| fact.value.shared != Some(true)) {
        let own = &fact.value.name;
        let mut all: Vec<&Text> = fact.value.synonyms.iter().collect();
        all.insert(0, own);
        for name in all {
            let other = taken.insert(name.value.clone(), own.value.clone());
            if let Some(other) = other.filter(|other| *other != own.value) {
                page.note(
                    "shared-synonym",
                    name.span,
                    [
                        [
                            &format!("“{}”也是“{other}”的叫法", name.value),
                            &format!("\"{}\" also means {other}", name.value),
                        ],
                        [
                            "两个事实不能用同一个叫法；确实都这么叫，就在这个事实写 shared = true",
                            "remove it from one of them, or write shared = true",
                        ],
                    ],
                );
            }
        }
    }
}
