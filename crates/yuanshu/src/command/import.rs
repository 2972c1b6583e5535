//! `yuanshu import`: sheets into the register, looked at first.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base::Day;
use clap::Args;
use indicatif::ProgressBar;
use store::{Hash, Imported, Outcome};
use zone::Seq;
use zone::fact::{ImportId, Use};
use zone::people::{ImportFacts, ReadRegister};

use super::given::style;
use super::output::{spare, whole};
use super::register::{At, content};
use super::{Console, Done, Stop, tell};
use crate::import::{Counts, Desk, Looked, Plan, Proposal, Saying, Unseen, before};
use crate::read::{self, Book};
use crate::register::Register;
use crate::write::marked::marked;

/// 导入：把表格存进登记库，先看后存
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    at: At,
    /// 要导入的文件或文件夹，可以写几个
    #[arg(required = true, num_args = 1.., value_name = "FILE|DIR")]
    files: Vec<PathBuf>,
    /// 数据来源的编号，例如 demo/tax；缺省为上次同样的表用的
    #[arg(long, value_name = "ID")]
    feed: Option<String>,
    /// 导入方案：每列被当作什么；缺省为上次同样的表用的
    #[arg(long, value_name = "FILE.toml")]
    plan: Option<PathBuf>,
    /// 没有年度的指标从哪一天起如此（截至日）；缺省为今天
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    since: Option<Day>,
    /// 存进登记库；缺省只看不存
    #[arg(long, conflicts_with = "preview")]
    accept: bool,
    /// 只看不存
    #[arg(long)]
    preview: bool,
    /// 把导入方案写到这个文件，改后用 --plan 再导入
    #[arg(long, value_name = "FILE.toml")]
    write_plan: Option<PathBuf>,
    /// 把原表还回来：问题写在单元格旁边，另有一张“问题清单”；写到这个文件
    #[arg(long, value_name = "OUT.xlsx")]
    marked: Option<PathBuf>,
    /// 把读表时的全部问题逐行写到这个文件
    #[arg(long, value_name = "F.jsonl")]
    faults: Option<PathBuf>,
}

impl Import {
    /// What brings a file in as a plan says it.
    pub(super) fn accepting(data: &Path, file: &Path, plan: &Path) -> Self {
        Self {
            at: At::of(data),
            files: vec![file.to_owned()],
            feed: None,
            plan: Some(plan.to_owned()),
            since: None,
            accept: true,
            preview: false,
            write_plan: None,
            marked: None,
            faults: None,
        }
    }

    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register =
            if self.accept { self.at.to_write(console)? } else { self.at.open(console)? };
        let content = content(&register, console)?;
        if let Some(absent) = self.files.iter().find(|path| !path.exists()) {
            return Err(Stop::Usage(nowhere(absent)));
        }
        let files = read::files(&self.files);
        if files.is_empty() {
            return Err(Stop::Usage("没有找到可导入的表格；请检查路径".to_owned()));
        }
        if self.marked.is_some() && files.len() > 1 {
            return Err(Stop::Usage("--marked 一次只标注一个文件；请逐个来".to_owned()));
        }
        if let (Some(marked), Some(file)) = (&self.marked, files.first()) {
            super::fill::fits(file, marked, "--marked")?;
            spare(&files, ("--marked", marked))?;
        }
        let permit = register.may::<ReadRegister>()?;
        let mut desk = Desk::open((&register.store, &permit), &content.shelf, today)?;
        let mut sum = Sum::default();
        for file in &files {
            // Each file is an import of its own: what was brought stays, and a second try goes on
            // where the first was interrupted.
            sum.add(file, self.one(file, (&register, &mut desk), console)?);
        }
        if files.len() > 1 {
            sum.tell(files.len(), console.err)?;
        }
        Ok(if sum.nobody.is_empty() { Done::Clean } else { Done::Faulty })
    }

    /// Looks at one file, and keeps it where that is asked for.
    pub(super) fn one(
        &self,
        file: &Path,
        (register, desk): (&Register, &mut Desk<'_>),
        console: &mut Console<'_>,
    ) -> Result<Came, Stop> {
        let hash = hash(file).map_err(|error| unreadable(file, &error))?;
        let permit = register.may::<ReadRegister>()?;
        let before = before(&register.store, &permit, hash)?;
        if let Some(before) = before.as_ref().filter(|_| self.marked.is_none()) {
            writeln!(console.err, "{}，跳过", self.known((file, register), before)?)?;
            return Ok(Came::Known);
        }
        let looked = self.look(file, hash, desk)?;
        tell_looked(&looked, console.err)?;
        self.write(file, &looked, console)?;
        if looked.facts.subjects.is_empty() {
            writeln!(console.err, "没有读到任何企业，没有导入；请看上面的原因")?;
            return Ok(Came::Nobody);
        }
        let counts = looked.proposal.counts;
        if let Some(before) = before {
            writeln!(console.err, "{}，没有再存", self.known((file, register), &before)?)?;
            Ok(Came::Known)
        } else if self.accept {
            let kept = self.keep((file, &looked), (register, desk))?;
            let Imported { import, seq, statements } = kept;
            writeln!(
                console.err,
                "已导入：第 {} 次导入，日志第 {seq} 笔，{statements} 行。撤销用：yuanshu undo {} --reason 原因",
                import.0, import.0
            )?;
            Ok(Came::Kept(import, counts))
        } else {
            writeln!(console.err, "只看未存；存进登记库加 --accept")?;
            Ok(Came::Seen(counts))
        }
    }

    /// Keeps what was looked at. Where somebody changed who is who meanwhile it is looked at once
    /// more, and kept where all that was told of it is still so.
    fn keep(
        &self,
        (file, looked): (&Path, &Looked),
        (register, desk): (&Register, &mut Desk<'_>),
    ) -> Result<Imported, Stop> {
        if let Some(kept) = keep(looked, register)? {
            return Ok(kept);
        }
        let again = self.look(file, looked.hash, desk)?;
        if told(&again)? == told(looked)?
            && let Some(kept) = keep(&again, register)?
        {
            return Ok(kept);
        }
        Err(Stop::Nothing(format!(
            "{}：就在刚才，别人改了企业名录，这份表要存的内容可能因此不同；没有写入这份表的任何内容，请先不加 --accept 看一遍，再导入",
            file.display()
        )))
    }

    /// That a file was brought in before, and what to do where it was taken for something else.
    fn known(
        &self,
        (file, register): (&Path, &Register),
        before: &store::Import,
    ) -> Result<String, Stop> {
        let (name, id) = (file.display(), before.id.0);
        let plan = Plan::parse(&before.plan).ok();
        let feed = plan.as_ref().and_then(|plan| plan.feed.as_deref());
        let other = match (&self.feed, feed) {
            (Some(wanted), Some(was)) if wanted != was => {
                format!("当时的来源是 {was}，不是 {wanted}；")
            }
            _ => String::new(),
        };
        let planned = self
            .given_plan()?
            .is_some_and(|given| plan.as_ref().is_none_or(|was| was.columns != given.columns));
        let other = if planned {
            format!("{other}当时的导入方案也不是这一份；")
        } else {
            other
        };
        let mend = if other.is_empty() {
            String::new()
        } else {
            format!("。{other}要改来源或方案，先撤销再导入：yuanshu undo {id} --reason 原因")
        };
        let returned = returned(register, before)?;
        Ok(format!("{name} 已经导入过（第 {id} 次，一字不差）{mend}{returned}"))
    }

    /// Looks at a file while a spinner turns.
    fn look(&self, file: &Path, hash: Hash, desk: &mut Desk<'_>) -> Result<Looked, Stop> {
        let plan = self.given_plan()?;
        let said = Saying { plan, feed: self.feed.clone(), since: self.since };
        let spinner = ProgressBar::new_spinner().with_style(style("{spinner} 读 {msg}"));
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
        let looked = desk.look((file, &name, hash), &said, &mut |progress| {
            spinner.set_message(progress.sentence());
            spinner.tick();
        });
        spinner.finish_and_clear();
        looked.map_err(|unseen| match unseen {
            Unseen::Feed(why) => Stop::Usage(why.to_string()),
            other => Stop::Nothing(other.to_string()),
        })
    }

    /// Writes the plan, the faults and the marked workbook where they are asked for.
    fn write(&self, file: &Path, looked: &Looked, console: &mut Console<'_>) -> Result<(), Stop> {
        if let Some(path) = &self.write_plan {
            whole(path, |part| std::fs::write(part, looked.plan.text()))?;
            writeln!(console.err, "导入方案写在 {}", path.display())?;
        }
        let remarks: Vec<_> = looked.all_remarks().cloned().collect();
        if let Some(path) = &self.faults {
            whole(path, |part| super::matching::write_faults(part, &remarks))?;
        }
        if let Some(path) = &self.marked {
            let marked = whole(path, |part| marked(file, &remarks, part))?;
            writeln!(console.err, "标注好的工作簿写在 {}：{}", path.display(), marked.sentence())?;
        }
        Ok(())
    }

    fn given_plan(&self) -> Result<Option<Plan>, Stop> {
        let Some(path) = &self.plan else { return Ok(None) };
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        Plan::parse(&text)
            .map(Some)
            .map_err(|unfit| Stop::Nothing(format!("{}：{unfit}", path.display())))
    }
}

/// That there is no such file; to whom names a sheet of one, which there are.
fn nowhere(path: &Path) -> String {
    let text = path.to_string_lossy();
    let sheet = text.rsplit_once('#').filter(|(file, _)| Path::new(file).is_file());
    let Some((file, _)) = sheet else {
        return format!("没有文件或文件夹 {text}：请检查路径");
    };
    let tabs = Book::open(Path::new(file)).map_or_else(|_| Vec::new(), |book| book.tabs());
    let tabs: Vec<&str> = tabs.iter().map(|tab| tab.name.as_str()).collect();
    let tabs = if tabs.is_empty() { String::new() } else { format!("（{}）", tabs.join("、")) };
    format!(
        "没有文件 {text}：导入的是整个文件，各张表{tabs}都读；只要其中一张的，请把别的表删去，另存一个文件再导入"
    )
}

fn unreadable(path: &Path, error: &io::Error) -> Stop {
    let why = crate::say::disk(error);
    Stop::Nothing(format!("{} 读不出来：{why}；请检查路径和权限", path.display()))
}

fn hash(file: &Path) -> io::Result<Hash> {
    let mut hashing = Hash::begin();
    io::copy(&mut File::open(file)?, &mut hashing)?;
    Ok(hashing.end())
}

/// Keeps what was looked at; where somebody else was quicker with the same file it says who. None
/// where somebody changed who is who after it was looked at.
fn keep(looked: &Looked, register: &Register) -> Result<Option<Imported>, Stop> {
    let permit = register.may::<ImportFacts>()?;
    match looked.accept(&register.store, &permit) {
        Ok(imported) => return Ok(Some(imported)),
        Err(store::Error::Stale { .. }) => {}
        Err(refused) => return Err(refused.into()),
    }
    let Some(other) = before(&register.store, &register.may()?, looked.hash)? else {
        return Ok(None);
    };
    Err(Stop::Nothing(format!(
        "{} 刚导入了同一个文件（第 {} 次，{}），您这次不用再导",
        other.by,
        other.id.0,
        other.at.china()
    )))
}

/// All that is told of a file before it is kept, and what its columns are taken for.
fn told(looked: &Looked) -> io::Result<(String, Vec<u8>)> {
    let mut told = Vec::new();
    tell_read(looked, &mut told)?;
    Ok((looked.plan.text(), told))
}

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// It was brought in.
    Kept(ImportId, Counts),
    /// It was looked at.
    Seen(Counts),
    /// It had been brought in before.
    Known,
    /// It is of nobody.
    Nobody,
}

/// What became of many files.
#[derive(Debug, Default)]
struct Sum {
    kept: Vec<ImportId>,
    seen: usize,
    known: usize,
    nobody: Vec<String>,
    counts: Counts,
}

impl Sum {
    fn add(&mut self, file: &Path, came: Came) {
        match came {
            Came::Kept(import, counts) => {
                self.kept.push(import);
                self.counts = self.counts.and(counts);
            }
            Came::Seen(counts) => {
                self.seen += 1;
                self.counts = self.counts.and(counts);
            }
            Came::Known => self.known += 1,
            Came::Nobody => {
                let name = file.file_name().unwrap_or(file.as_os_str());
                self.nobody.push(name.to_string_lossy().into_owned());
            }
        }
    }

    fn tell(&self, files: usize, err: &mut dyn Write) -> io::Result<()> {
        /// Files that are named.
        const NAMED: usize = 10;
        let mut parts = Vec::new();
        if let (Some(first), Some(last)) = (self.kept.first(), self.kept.last()) {
            let count = self.kept.len();
            let range = if count == 1 {
                format!("第 {} 次导入", first.0)
            } else {
                format!("第 {} 到 {} 次导入", first.0, last.0)
            };
            parts.push(format!("存入 {count} 个（{range}）"));
        }
        let counted = [(self.seen, "只看未存"), (self.known, "已经导入过")];
        let counted = counted.into_iter().filter(|(count, _)| *count > 0);
        parts.extend(counted.map(|(count, what)| format!("{what} {count} 个")));
        writeln!(err, "共 {files} 个文件：{}", parts.join("，"))?;
        let Counts { new, changed, same, confirmed, at_odds, ranked: _ } = self.counts;
        let decided = self.counts.decided();
        if !self.kept.is_empty() || self.seen > 0 {
            writeln!(
                err,
                "合计数值：新 {new}，变动 {changed}，相同 {same}，与别的来源一致 {confirmed}，与别的来源不一致 {at_odds}{decided}"
            )?;
        }
        if !self.nobody.is_empty() {
            writeln!(
                err,
                "{} 个文件没有读到企业，没有导入：{}；原因见上面各文件",
                self.nobody.len(),
                crate::say::few(&self.nobody, NAMED)
            )?;
        }
        if let [first, .., last] = self.kept.as_slice() {
            writeln!(err, "整批撤销：yuanshu undo {}-{} --reason 原因", first.0, last.0)?;
        }
        Ok(())
    }
}

fn tell_looked(looked: &Looked, err: &mut dyn Write) -> io::Result<()> {
    if let Some(like) = looked.like {
        writeln!(err, "按第 {} 次导入同样的表的方案", like.0)?;
    }
    tell_read(looked, err)
}

/// The same, whichever import its plan is from.
fn tell_read(looked: &Looked, err: &mut dyn Write) -> io::Result<()> {
    tell::reading(&looked.facts, &|column| looked.terms(column), err)?;
    tell::faults(&looked.remarks, err)?;
    let feed = &looked.feed;
    if !feed.allows(Use::Verdict) {
        let uses: Vec<&str> = feed.uses.iter().map(|allowed| allowed.zh()).collect();
        writeln!(err, "来源“{}”只用于{}：不参与判定", feed.title, uses.join("、"))?;
    }
    let Proposal { made, renamed, subjects, counts, .. } = &looked.proposal;
    writeln!(
        err,
        "{}：{} 家企业，其中新建档案 {made} 家，改了名称 {renamed} 家",
        looked.name,
        subjects.len()
    )?;
    writeln!(
        err,
        "数值：新 {}，变动 {}，与同一来源已有的相同 {}（同一日期的不重复存），与别的来源一致 {}，与别的来源不一致 {}{}",
        counts.new,
        counts.changed,
        counts.same,
        counts.confirmed,
        counts.at_odds,
        counts.decided()
    )?;
    let held = looked.held();
    if held > 0 {
        writeln!(
            err,
            "有 {held} 列关系到资金，存入后要由另一人复核才算数：yuanshu review 导入编号"
        )?;
    }
    Ok(())
}

/// That what an import brought was returned (退回), and what can be done; empty where it was not.
fn returned(register: &Register, import: &store::Import) -> Result<String, Stop> {
    let permit = register.may::<ReadRegister>()?;
    let reviews = register.store.reviews(&permit, import.seq, Seq::LATEST)?;
    let last = reviews.iter().rfind(|said| said.of == import.seq && said.subject.is_none());
    let Some(said) = last.filter(|said| said.outcome == Outcome::Returned) else {
        return Ok(String::new());
    };
    Ok(format!(
        "；其中要复核的数退回了（日志第 {} 笔：{}）：改正后的文件可以直接导入，退错了的先撤销再导入：yuanshu undo {} --reason 原因",
        said.seq, said.reason, import.id.0
    ))
}

#[cfg(test)]
mod tests;
