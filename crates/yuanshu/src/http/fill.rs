//! Lists and forms filled in from the register (名单补列、上级报表回填), and templates.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use axum::Json;
use axum::extract::State;
use base::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zone::enterprise::SubjectId;
use zone::people::{ExportFacts, ReadRegister};

use super::column::{Column, Shown};
use super::page::AsOf;
use super::reply::Made;
use super::{Asked, May, Named, Refusal, Sent, Spoken, download, upload};
use crate::fill::{
    Beside, By, Clerk, Form, Line, List, Look, Match, Matcher, Missing, Tables, Template,
    by_department, template,
};
use crate::say::{Both, Tongue};
use crate::serve::{self, App, Living};
use crate::write::patch::Unpatched;

/// The most names of a list that is pasted.
const LINES: usize = 5_000;

/// Names or codes, and the facts that are wanted of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Pasted {
    /// 名称或信用代码，一行一家
    text: String,
    /// 要补的指标，例如 `营业收入:2025`；导出时还可写 `national/high-tech` 这样的政策
    columns: Vec<String>,
    /// 数据截至日，缺省今天
    on: Option<Day>,
}

/// A list with what the register holds beside each name.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Matched {
    items: Vec<Item>,
    columns: Vec<Column>,
    /// How many lines are sure, to be looked at, one of several, and not found.
    counts: [usize; 4],
    as_of: AsOf,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MatchedLine")]
struct Item {
    /// Whom it says: the code, the name or both.
    line: String,
    /// `sure`, `check`, `likely` or `none`.
    status: &'static str,
    /// Why it is not sure.
    why: Option<String>,
    /// Whom it means, or may mean.
    enterprises: Vec<Candidate>,
    /// The facts of the one that it means.
    cells: Vec<serde_json::Value>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Candidate {
    id: u32,
    code: Option<String>,
    name: String,
    why: Option<String>,
}

/// A workbook that was filled in.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Filled {
    /// Its number, by which it is fetched.
    id: u32,
    /// What it is called.
    name: String,
    /// What is told of it.
    told: Vec<String>,
    /// What is missing, by 数源部门.
    missing: Vec<Lacking>,
    /// The same in sentences.
    departments: Vec<String>,
    /// What a person should look at, of a form.
    looks: Vec<Looked>,
}

/// A cell that is to be looked at (待核).
#[derive(Debug, Serialize, JsonSchema)]
struct Looked {
    sheet: String,
    /// As a spreadsheet names it.
    cell: String,
    firm: String,
    /// The same in the register.
    enterprise: u32,
    what: String,
    /// What stands in it; empty where nothing does.
    value: String,
    why: String,
}

impl Looked {
    fn of(look: &Look, tongue: Tongue) -> Self {
        Self {
            sheet: look.sheet.clone(),
            cell: zone::fact::cell_name(look.at.0, look.at.1),
            firm: look.firm.clone(),
            enterprise: look.subject.0,
            what: look.heading.clone(),
            value: look.value.clone(),
            why: look.why.of(tongue).to_owned(),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct Lacking {
    department: String,
    sheet: String,
    /// As a spreadsheet names it.
    cell: String,
    firm: String,
    /// The same in the register.
    enterprise: u32,
    what: String,
    /// The fact's id; none where a policy's answer was asked for.
    fact: Option<String>,
    why: String,
}

/// 名单补列：贴上名单，看各家的数
pub(super) async fn matches(
    State(app): State<App>,
    may: May<ReadRegister>,
    Spoken(tongue): Spoken,
    Sent(pasted): Sent<Pasted>,
) -> Result<Json<Matched>, Refusal> {
    app.aside(move |app| {
        let view = super::page::view(app, pasted.on, None)?;
        let content = app.content();
        let columns = super::column::read(Some(&pasted.columns.join(",")), &content, view.on)?;
        for column in &columns {
            super::secret::seen(&may.signed, &content.content.shelf, column.key.0)?;
        }
        let list = list_of(&pasted.text, &Tables::of(&content.content.shelf))?;
        app.living(view, |living| {
            let reached = living.snapshot.reached(&may.permit);
            let matcher = Matcher::new(living.snapshot.registry(), view.on);
            let whole = may.permit.reaches_all().is_ok();
            let seen = |subject: SubjectId| {
                living.snapshot.row(subject).is_some_and(|row| reached.get(row))
            };
            let shown: Vec<Shown<'_>> = columns.iter().map(|one| one.shown(living)).collect();
            let of = |line: Line| {
                let found = found(&matcher, &line, &seen);
                let found = if whole { found } else { narrowed(found) };
                item((&line, tongue), found, &matcher, (living, &shown))
            };
            let items: Vec<Item> = list.lines().map(of).collect();
            let count = |status| items.iter().filter(|item| item.status == status).count();
            let counts = ["sure", "check", "likely", "none"].map(count);
            drop(shown);
            Ok(Json(Matched { items, columns, counts, as_of: AsOf::of(living) }))
        })?
    })
    .await
}

/// A pasted list, taken the same way to be looked at and to be filled in.
fn list_of(text: &str, tables: &Tables) -> Result<List, Refusal> {
    let list = List::paste(text, tables);
    let lines = list.lines().count();
    if lines > LINES {
        let zh = format!("名单最多 {LINES} 家，贴了 {lines} 家；请分几次");
        return Err(Refusal::unfit("/text", [&zh, &format!("at most {LINES} lines")]));
    }
    Ok(list)
}

/// Whom a line means, of those that may be seen.
fn found(matcher: &Matcher<'_>, line: &Line, seen: &impl Fn(SubjectId) -> bool) -> Match {
    let hidden =
        || Match::None(["登记库里没有这家企业", "the register has no such enterprise"].into());
    match matcher.find(&line.code, &line.name) {
        Match::Sure(subject) | Match::Check(subject, _) if !seen(subject) => hidden(),
        Match::Likely(mut candidates, why) => {
            candidates.retain(|one| seen(one.subject));
            if candidates.is_empty() { hidden() } else { Match::Likely(candidates, why) }
        }
        other => other,
    }
}

/// The same for who reaches a part only: one that is beyond it is told as one that there is not.
fn narrowed(found: Match) -> Match {
    const BEYOND: [&str; 2] = [
        "您的岗位范围内没有这家企业；范围以外的查不到",
        "there is no such enterprise within the reach of your post; those beyond it cannot be found",
    ];
    match found {
        Match::None(_) => Match::None(BEYOND.into()),
        found @ (Match::Sure(_) | Match::Check(..) | Match::Likely(..)) => found,
    }
}

fn item(
    (line, tongue): (&Line, Tongue),
    found: Match,
    matcher: &Matcher<'_>,
    (living, shown): (&Living, &[Shown<'_>]),
) -> Item {
    let candidate = |subject: SubjectId, why: Option<String>| Candidate {
        id: subject.0,
        code: matcher.code(subject).map(|code| code.to_string()),
        name: matcher.name(subject).to_owned(),
        why,
    };
    let cells = |subject| {
        let row = living.snapshot.row(subject);
        row.map_or(Vec::new(), |row| shown.iter().map(|column| column.cell(row)).collect())
    };
    let said = [line.code.as_str(), line.name.as_str()];
    let line = said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" ");
    let (status, why, enterprises, cells) = match found {
        Match::Sure(one) => ("sure", Both::default(), vec![candidate(one, None)], cells(one)),
        Match::Check(one, why) => ("check", why, vec![candidate(one, None)], cells(one)),
        Match::Likely(several, why) => {
            let several = several
                .into_iter()
                .map(|one| candidate(one.subject, Some(tongue.of(one.why).to_owned())));
            ("likely", why, several.collect(), Vec::new())
        }
        Match::None(why) => ("none", why, Vec::new(), Vec::new()),
    };
    let why = (!why.is_empty()).then(|| why.of(tongue).to_owned());
    Item { line, status, why, enterprises, cells }
}

/// 名单补列：导出，每格有来源
pub(super) async fn list(
    State(app): State<App>,
    may: May<ExportFacts>,
    Spoken(tongue): Spoken,
    Sent(pasted): Sent<Pasted>,
) -> Result<Made<Filled>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let content = app.content();
        let (shelf, on) = (&content.content.shelf, pasted.on.unwrap_or_else(|| app.today()));
        let tables = Tables::of(shelf);
        let asked = pasted.columns.iter().map(|text| {
            let asked = crate::fill::Asked::parse(text, (shelf, &tables), on);
            asked.map_err(|why| Refusal::unfit("/columns", why.both()))
        });
        let asked = asked.collect::<Result<Vec<_>, Refusal>>()?;
        let clerk = Clerk::acting(app.register(), &may.signed.operator, &content.content, on)?;
        let listed = list_of(&pasted.text, &tables)?.fill(&clerk, &asked)?;
        let name = format!("名单补列-{on}.xlsx");
        clerk.takes_out(&name, listed.lines, &pasted.columns)?;
        let path = write(app, |to| listed.write(to))?;
        let told = listed.sentences(on);
        Ok(made((app, &may), (path, name), (&told, &listed.missing), tongue))
    })
    .await
}

/// What is given beside a form.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewForm {
    /// 文件名，带后缀
    name: String,
    /// 表里没写年度时填哪一年；缺省为上一个完整年度
    year: Option<i16>,
    /// 表里没有企业时填哪些：名称或代码，逗号隔开
    firms: Option<String>,
    /// 数据截至日，缺省今天
    on: Option<Day>,
}

/// 上级报表回填：发来空表，填好取回
pub(super) async fn form(
    State(app): State<App>,
    may: May<ExportFacts>,
    (Asked(new), Spoken(tongue)): (Asked<NewForm>, Spoken),
    upload::Sheet(request): upload::Sheet,
) -> Result<Made<Filled>, Refusal> {
    // Nobody sends hundreds of megabytes to be told afterwards.
    upload::announced(request.headers())?;
    let name = upload::file_name(&new.name)?;
    let blank = Blank(upload::place(app.results().folder(), &name).await?);
    upload::receive(request.into_body(), &blank.0, |_| ()).await?;
    let reader = may.signed.clone();
    app.change(reader, move |app| filled((app, &may), (&blank.0, &name), &new, tongue)).await
}

/// A form that was sent to be filled in. It goes when that is done, or when whoever sent it breaks off.
struct Blank(PathBuf);

impl Drop for Blank {
    fn drop(&mut self) {
        // What is gone already is as it should be.
        let _gone = self.0.parent().is_some_and(|folder| std::fs::remove_dir_all(folder).is_ok());
    }
}

fn filled(
    (app, may): (&App, &May<ExportFacts>),
    (blank, name): (&Path, &str),
    new: &NewForm,
    tongue: Tongue,
) -> Result<Made<Filled>, Refusal> {
    let content = app.content();
    let on = new.on.unwrap_or_else(|| app.today());
    let tables = Tables::of(&content.content.shelf);
    let clerk = Clerk::acting(app.register(), &may.signed.operator, &content.content, on)?;
    let form = Form::read(blank, &clerk, &tables).map_err(|why| Refusal::unfit("", why.both()))?;
    let firms = new.firms.as_deref().unwrap_or_default().split([',', '，']).map(str::trim);
    let firms = firms.filter(|firm| !firm.is_empty()).map(str::to_owned).collect();
    let filled = form.fill(&clerk, &Beside { year: new.year, firms, given: By::Fields })?;
    if filled.firms == 0 {
        let why = Both::all(filled.told);
        let zh = format!("没有可填的企业。{why}");
        let en = format!("There is no enterprise to fill in. {}", why.of(Tongue::English));
        return Err(Refusal::unfit("firms", [&zh, &en]));
    }
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
    let called = format!("{stem}（已填）.xlsx");
    clerk.takes_out(&called, filled.firms, &[])?;
    let path = write(app, |to| filled.write(to))?;
    let mut told = vec![filled.counts(on)];
    told.extend(filled.told.iter().cloned());
    let Made(done) = made((app, may), (path, called), (&told, &filled.missing), tongue);
    let looks = filled.looks.iter().map(|look| Looked::of(look, tongue)).collect();
    Ok(Made(Filled { looks, ..done }))
}

fn write(
    app: &App,
    write: impl FnOnce(BufWriter<File>) -> Result<(), Unpatched>,
) -> Result<PathBuf, Refusal> {
    let path = app.results().folder().join(format!("{}.xlsx", super::token()?));
    let written = File::create(&path).map_err(Unpatched::from);
    written.and_then(|file| write(BufWriter::new(file))).map_err(|why| {
        let zh = format!("写不成工作簿：{why}");
        Refusal::unfit("", [&zh, "the workbook cannot be written"])
    })?;
    Ok(path)
}

fn made(
    (app, may): (&App, &May<ExportFacts>),
    (path, name): (PathBuf, String),
    (told, missing): (&[Both], &[Missing]),
    tongue: Tongue,
) -> Made<Filled> {
    let (by, at) = (may.permit.name().to_owned(), app.now());
    let id = app.results().add(serve::Made { name: name.clone(), path, by, at });
    let departments = by_department(missing, tongue);
    let told = told.iter().map(|said| said.of(tongue).to_owned()).collect();
    let content = app.content();
    let schema = &content.content.shelf.schema;
    let missing = missing.iter().map(|one| Lacking {
        department: one.department.clone(),
        sheet: one.sheet.clone(),
        cell: zone::fact::cell_name(one.at.0, one.at.1),
        firm: one.firm.clone(),
        enterprise: one.subject.0,
        what: one.heading.clone(),
        fact: one.fact.and_then(|fact| schema.get(fact)).map(|fact| fact.id.clone()),
        why: one.why.of(tongue).to_owned(),
    });
    let filled =
        Filled { id, name, told, missing: missing.collect(), departments, looks: Vec::new() };
    Made(filled)
}

/// 取回填好的工作簿
pub(super) async fn fetch(
    State(app): State<App>,
    may: May<ExportFacts>,
    Named(id): Named<u32>,
) -> Result<download::File, Refusal> {
    let made = app.results().of(id, may.permit.name()).ok_or_else(|| {
        Refusal::absent(["没有这个工作簿，或已过了一小时", "there is no such workbook any more"])
            .hint(["请重新填一次", "fill it in again"])
    })?;
    app.aside(move |_| download::File::read(&made.path, &made.name)).await
}

/// Which template.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TemplateWanted")]
pub(super) struct Which {
    /// 数据来源或政策的编号
    set: String,
    /// 年度指标填哪一年；缺省为上一个完整年度
    year: Option<i16>,
}

/// 填报模板，带指标说明
pub(super) async fn blank(
    State(app): State<App>,
    _: May<ReadRegister>,
    Asked(which): Asked<Which>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| {
        let content = app.content();
        let shelf = &content.content.shelf;
        let tables = Tables::of(shelf);
        let set: Vec<String> = which.set.split([',', '，']).map(str::to_owned).collect();
        let wanted = Template::of(&set, (shelf, &tables), (app.today(), which.year));
        let wanted = wanted.map_err(|why| Refusal::unfit("set", [&why, "no such set"]))?;
        let path = app.results().folder().join(format!("{}.xlsx", super::token()?));
        template(&wanted, shelf, &path).map_err(|error| {
            tracing::error!(%error, "a template could not be written");
            Refusal::broken()
        })?;
        download::File::take(&path, &format!("模板-{}.xlsx", which.set.replace('/', "-")))
    })
    .await
}
