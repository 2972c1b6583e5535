//! What commands that answer are given: packs, sheets, a day, declared stand-ins.

use std::io::Write;
use std::path::{Path, PathBuf};

use base::Day;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use pack::{Policy, Shelf};
use rule::fact::{FactId, Schema};
use rule::table::Table;
use store::View;
use zone::Seq;
use zone::fact::Use;
use zone::policy::Subjects;

use super::register::{Ahead, on_time};
use super::{Console, Stop, tell};
use crate::china;
use crate::content::Content;
use crate::read::{self, Dictionary, Facts, Source};
use crate::register::{Population, Register, Settings, Single, Who};

/// Packs and facts, or a register; and the day.
#[derive(Clone, Debug, Args)]
pub(super) struct Given {
    /// 政策包的文件夹，可以写几个
    #[arg(long, num_args = 1.., value_name = "DIR", required_unless_present = "data")]
    packs: Vec<PathBuf>,
    /// 企业数据：.xlsx、.xls、.csv 文件或文件夹，可以写几个；只读一张表写 文件#表名
    #[arg(long, num_args = 1.., value_name = "FILE|DIR", required_unless_present = "data")]
    facts: Vec<PathBuf>,
    /// 登记库的文件夹，代替 --packs 和 --facts
    #[arg(long, value_name = "DIR", conflicts_with_all = ["packs", "facts"])]
    data: Option<PathBuf>,
    /// 谁在操作登记库；缺省为建库时写下的人
    #[arg(long, value_name = "姓名", requires = "department")]
    operator: Option<String>,
    /// 操作人的部门
    #[arg(long, value_name = "部门", requires = "operator")]
    department: Option<String>,
    /// 按登记库当时已掌握的数据：日志的第几笔，或哪一天（当天日终）；缺省为现在
    #[arg(long, value_name = "笔|DAY", requires = "data")]
    known: Option<String>,
    /// 按哪一天申请来算，例如 2026-11-21；缺省为今天
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    on: Option<Day>,
    /// 声明替代口径：销售收入=营业收入 表示销售收入没有填报时用营业收入代替，凡用到处都注明
    #[arg(long, num_args = 1.., value_name = "A=B")]
    assume: Vec<String>,
    /// The option that says what was known.
    #[arg(skip = "--known")]
    asked: &'static str,
}

/// A register, and the day.
#[derive(Clone, Debug, Args)]
pub(super) struct Held {
    /// 登记库的文件夹
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 谁在操作登记库；缺省为建库时写下的人
    #[arg(long, value_name = "姓名", requires = "department")]
    operator: Option<String>,
    /// 操作人的部门
    #[arg(long, value_name = "部门", requires = "operator")]
    department: Option<String>,
    /// 按登记库当时已掌握的数据：日志的第几笔，或哪一天（当天日终）；缺省为现在
    #[arg(long, value_name = "笔|DAY")]
    known: Option<String>,
    /// 按哪一天申请来算，例如 2026-11-21；缺省为今天
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    on: Option<Day>,
    /// 声明替代口径：销售收入=营业收入 表示销售收入没有填报时用营业收入代替，凡用到处都注明
    #[arg(long, num_args = 1.., value_name = "A=B")]
    assume: Vec<String>,
}

impl Held {
    /// The same, where sheets might have been given.
    pub(super) fn given(&self) -> Given {
        let Self { data, operator, department, known, on, assume } = self.clone();
        let data = Some(data);
        let (packs, facts, asked) = (vec![], vec![], "--known");
        Given { packs, facts, data, operator, department, known, on, assume, asked }
    }
}

/// Whom policies are asked about, and where their figures are from.
#[derive(Debug)]
pub(super) enum Ground {
    /// Sheets.
    Sheets(Box<Facts>),
    /// A register, open.
    Register(Box<(Register, Population)>),
    /// One enterprise of a register.
    One(Box<(Register, Single)>),
}

impl Ground {
    /// The enterprises.
    pub(super) fn subjects(&self) -> &dyn Subjects {
        match self {
            Self::Sheets(facts) => facts.as_ref(),
            Self::Register(open) => &open.1,
            Self::One(open) => &open.1,
        }
    }

    /// The sheets, where they are read from sheets.
    pub(super) fn facts(&self) -> Option<&Facts> {
        match self {
            Self::Sheets(facts) => Some(facts),
            Self::Register(_) | Self::One(_) => None,
        }
    }

    /// What is to be said with everything that comes of it: that it is invented.
    pub(super) fn mark(&self) -> Option<&str> {
        match self {
            Self::Sheets(_) => None,
            Self::Register(open) => open.0.settings.mark.as_deref(),
            Self::One(open) => open.0.settings.mark.as_deref(),
        }
    }

    /// By what the register answers: the day, the last line that was known, the packs.
    pub(super) fn basis(&self, on: Day) -> Vec<[String; 2]> {
        let (seq, content) = match self {
            Self::Sheets(_) => return Vec::new(),
            Self::Register(open) => (open.1.snapshot.seq(), Some(open.1.content)),
            Self::One(open) => (open.1.seq(), None),
        };
        let day = ["数据截至".to_owned(), on.to_string()];
        let known = ["已掌握".to_owned(), format!("到日志第 {seq} 笔")];
        let packs = content.map(|hash| ["政策包校验值".to_owned(), hash.to_string()]);
        [day, known].into_iter().chain(packs).collect()
    }

    /// The facts on a day, with those that stand in for others.
    pub(super) fn table(&self, on: Day, assume: &[(FactId, FactId)]) -> Table {
        match self {
            Self::Sheets(facts) => facts.table(on, assume),
            Self::Register(open) => standing_in(open.1.snapshot.table(), assume),
            Self::One(open) => standing_in(&open.1.table, assume),
        }
    }
}

/// The facts of a register with those that stand in for others; where sources are at odds it has
/// settled what counts.
fn standing_in(table: &Table, assume: &[(FactId, FactId)]) -> Table {
    let mut table = table.clone();
    read::stand_in(&mut table, assume, &|_, _| None);
    table
}

impl Given {
    /// The day that is asked about.
    pub(super) fn on(&self, today: Day) -> Day {
        self.on.unwrap_or(today)
    }

    /// The same as of another day, and as known with another line where one is named.
    pub(super) fn earlier(&self, on: Day, known: Option<&str>) -> Self {
        let mut earlier = Self { on: Some(on), ..self.clone() };
        if let Some(known) = known {
            earlier.known = Some(known.to_owned());
            earlier.asked = "--was-known";
        }
        earlier
    }

    /// The files that are read; those of folders too.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let sources = self.facts.iter().filter_map(|path| source(path).ok());
        read::files(&sources.map(|source| source.path).collect::<Vec<_>>())
    }

    /// The packs; a faulty one is refused with its faults.
    pub(super) fn content(&self, console: &mut Console<'_>) -> Result<Content, Stop> {
        let packs = match &self.data {
            Some(folder) => Settings::read(folder)?.packs_in(folder),
            None => self.packs.clone(),
        };
        let content = Content::read(&packs)?;
        if content.faults.is_empty() {
            return Ok(content);
        }
        content.list(console.err)?;
        let count = content.faults.len();
        Err(Stop::Nothing(format!(
            "政策包有 {count} 处错误，没有测算。怎么改见：yuanshu check {}",
            packs.iter().map(|folder| folder.to_string_lossy()).collect::<Vec<_>>().join(" ")
        )))
    }

    /// The facts that stand in for others: (wanted, other).
    pub(super) fn assume(&self, schema: &Schema) -> Result<Vec<(FactId, FactId)>, Stop> {
        self.assume.iter().map(|text| assumption(text, schema)).collect()
    }

    /// The enterprises on a day, from sheets or from the register.
    pub(super) fn ground(
        &self,
        content: &Content,
        on: Day,
        console: &mut Console<'_>,
    ) -> Result<Ground, Stop> {
        let Some(folder) = &self.data else {
            return Ok(Ground::Sheets(Box::new(self.read(content)?)));
        };
        let (register, view) = self.open(folder, on, console)?;
        let population = Population::read(&register, content, view)?;
        tell::strange(population.snapshot.strange(), console.err)?;
        Ok(Ground::Register(Box::new((register, population))))
    }

    /// One enterprise, from the register where there is one, else among those of all sheets.
    pub(super) fn one(
        &self,
        content: &Content,
        (on, wanted): (Day, &str),
        console: &mut Console<'_>,
    ) -> Result<Ground, Stop> {
        let Some(folder) = &self.data else { return self.ground(content, on, console) };
        let (register, view) = self.open(folder, on, console)?;
        let single = Single::read(&register, content, wanted, view)?;
        tell::strange(single.dossier.strange(), console.err)?;
        Ok(Ground::One(Box::new((register, single))))
    }

    fn open(
        &self,
        folder: &Path,
        on: Day,
        console: &mut Console<'_>,
    ) -> Result<(Register, View), Stop> {
        let who = self.operator.clone().zip(self.department.clone());
        let who = who.map(|(name, department)| Who { name, department });
        let register = Register::open(folder, who, console.clock.clone())?;
        super::register::mark(&register, console)?;
        on_time(&register, console, Ahead::Untold)?;
        let known = match &self.known {
            Some(text) => known(&register, (self.asked, text), china::day(console.clock.tell()))?,
            None => Seq::LATEST,
        };
        Ok((register, View { on, known, purpose: Use::Verdict }))
    }

    /// The sheets, while a spinner turns.
    fn read(&self, content: &Content) -> Result<Facts, Stop> {
        let sources: Vec<Source> =
            self.facts.iter().map(|path| source(path)).collect::<Result<_, _>>()?;
        let spinner = ProgressBar::new_spinner().with_style(style("{spinner} 读 {msg}"));
        let facts = read::read(&sources, &Dictionary::of(&content.shelf), &mut |progress| {
            spinner.set_message(progress.sentence());
            spinner.tick();
        });
        spinner.finish_and_clear();
        Ok(facts)
    }
}

/// The last line of the journal that was known: by number, or at the end of a day in China.
fn known(register: &Register, (option, text): (&str, &str), today: Day) -> Result<Seq, Stop> {
    if base::parse_day(text).is_some_and(|day| day > today) {
        return Err(Stop::Usage(format!(
            "已掌握的时点 {text}：这一天还没有到，那时掌握什么无从知道；请写 {today} 或以前的一天"
        )));
    }
    let line = china::line(&register.store, text)?.ok_or_else(|| {
        Stop::Usage(format!("{option} {text}：要写日志的第几笔，或 2026-11-21 这样的一天"))
    })?;
    let last = register.store.head()?.seq;
    if line > last {
        return Err(Stop::Usage(format!("{option} {text}：日志只到第 {last} 笔")));
    }
    Ok(line)
}

/// How progress looks; the plainest where a template were wrong.
pub(super) fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// A file, a folder, or one sheet of a file: `企业.xlsx#2025年`.
fn source(path: &Path) -> Result<Source, Stop> {
    if path.exists() {
        return Ok(Source::all(path));
    }
    let text = path.to_string_lossy();
    if let Some((file, sheet)) = text.rsplit_once('#')
        && Path::new(file).is_file()
    {
        return Ok(Source { path: PathBuf::from(file), sheet: Some(sheet.to_owned()) });
    }
    Err(Stop::Usage(format!("没有文件或文件夹 {text}：请检查路径")))
}

pub(super) fn assumption(text: &str, schema: &Schema) -> Result<(FactId, FactId), Stop> {
    let wrong = |why: String| Stop::Usage(format!("--assume {text}：{why}"));
    let (wanted, other) = text.split_once(['=', '＝']).ok_or_else(|| {
        wrong("要写成 A=B，例如 销售收入=营业收入，表示缺 A 时用 B 代替".to_owned())
    })?;
    let find = |name: &str| {
        let found = schema.find(name.trim());
        found.ok_or_else(|| wrong(format!("指标字典里没有“{}”", name.trim())))
    };
    let (wanted, other) = (find(wanted)?, find(other)?);
    let kind = |id| schema.get(id).map(|fact| (&fact.of, fact.yearly));
    if wanted == other || kind(wanted) != kind(other) {
        return Err(wrong("要两项不同的、种类和年度都相同的事实".to_owned()));
    }
    Ok((wanted, other))
}

/// The editions in force that are asked for; all where none is named.
pub(super) fn editions<'a>(
    shelf: &'a Shelf,
    ids: &[String],
    on: Day,
    err: &mut dyn Write,
) -> Result<Vec<&'a Policy>, Stop> {
    if ids.is_empty() {
        let all = shelf.in_force(on);
        let none = || Stop::Nothing(format!("{on} 这一天没有适用的政策"));
        return if all.is_empty() { Err(none()) } else { Ok(all) };
    }
    let mut found: Vec<&Policy> = Vec::new();
    for id in ids {
        let titled = shelf.policies.iter().find(|policy| policy.title == *id);
        let id = titled.map_or(id, |policy| &policy.id);
        match shelf.policy(id, on) {
            Some(policy) if found.contains(&policy) => {}
            Some(policy) => found.push(policy),
            None => writeln!(err, "{}", not_in_force(shelf, id, on)?)?,
        }
    }
    if found.is_empty() {
        return Err(Stop::Nothing("点名的政策这一天都不适用，没有测算".to_owned()));
    }
    Ok(found)
}

/// Why a policy does not decide on a day.
fn not_in_force(shelf: &Shelf, id: &str, on: Day) -> Result<String, Stop> {
    let mut editions = shelf.policies.iter().filter(|policy| policy.id == id).peekable();
    if editions.peek().is_none() {
        let named = |policy: &Policy| format!("{}（{}）", policy.id, policy.title);
        let mut all: Vec<String> = shelf.policies.iter().map(named).collect();
        all.dedup();
        return Err(Stop::Usage(format!(
            "没有政策 {id}；写编号或名称，有这些：\n  {}",
            all.join("\n  ")
        )));
    }
    let days = editions.map(|policy| {
        let draft =
            if policy.decides(policy.days.from.unwrap_or(on)) { "" } else { "（草稿）" };
        let until = policy.days.until.map_or("今".to_owned(), |until| until.to_string());
        let from = policy.days.from.map_or(String::new(), |from| from.to_string());
        format!("{from} 至 {until}{draft}")
    });
    let days: Vec<String> = days.collect();
    Ok(format!("{id} 在 {on} 不适用，没有测算；它的版本：{}", days.join("，")))
}
