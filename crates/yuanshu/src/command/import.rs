//! `yuanshu import`: sheets into the register, looked at first.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::{Day, Uscc};
use clap::Args;
use indicatif::ProgressBar;
use pack::feed::{Feed, Stage};
use store::{Hash, Imported, Intake};
use zone::fact::Use;
use zone::people::{ImportFacts, ReadRegister};

use super::given::style;
use super::register::{At, content};
use super::{Console, Done, Stop, tell, unwritten};
use crate::content::Content;
use crate::import::{Ledger, Plan, Proposal, Source, shape};
use crate::read::{self, Dictionary, Facts};
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

/// The most remarks that are kept with an import; all of them go to --faults.
const REMARKS: usize = 1_000;

/// What one file would bring.
struct Looked {
    name: String,
    hash: Hash,
    plan: Plan,
    facts: Arc<Facts>,
    proposal: Proposal,
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
        let register = self.at.open(console)?;
        let content = content(&register, console)?;
        let mut done = Done::Clean;
        let files = read::files(&self.files);
        if files.is_empty() {
            return Err(Stop::Usage("没有找到可导入的表格；请检查路径".to_owned()));
        }
        if self.marked.is_some() && files.len() > 1 {
            return Err(Stop::Usage("--marked 一次只标注一个文件；请逐个来".to_owned()));
        }
        if let (Some(marked), Some(file)) = (&self.marked, files.first()) {
            super::fill::fits(file, marked, "--marked")?;
        }
        for file in files {
            // Each file is an import of its own: what was brought stays, and a second try goes on
            // where the first was interrupted.
            if self.one(&file, (today, &register, &content), console)? == Done::Faulty {
                done = Done::Faulty;
            }
        }
        Ok(done)
    }

    /// Looks at one file, and keeps it where that is asked for.
    pub(super) fn one(
        &self,
        file: &Path,
        (today, register, content): (Day, &Register, &Content),
        console: &mut Console<'_>,
    ) -> Result<Done, Stop> {
        let bytes = std::fs::read(file).map_err(|error| {
            Stop::Nothing(format!("{} 读不出来：{error}；请检查路径和权限", file.display()))
        })?;
        let hash = Hash::of(&bytes);
        drop(bytes);
        let permit = register.may::<ReadRegister>()?;
        let before = register.store.imports_of(&permit, hash)?;
        let before = before.iter().find(|import| import.undone.is_none());
        if let Some(before) = before.filter(|_| self.marked.is_none()) {
            let (name, id) = (file.display(), before.id.0);
            writeln!(console.err, "{name} 已经导入过（第 {id} 次，一字不差），跳过")?;
            return Ok(Done::Clean);
        }
        let looked = self.look((file, hash), (today, register, content), console)?;
        tell_proposal(&looked, console.err)?;
        if let Some(path) = &self.write_plan {
            std::fs::write(path, looked.plan.text()).map_err(|error| unwritten(path, &error))?;
            writeln!(console.err, "导入方案写在 {}", path.display())?;
        }
        if let Some(path) = &self.faults {
            super::matching::write_faults(path, &looked.facts.remarks)
                .map_err(|error| unwritten(path, &error))?;
        }
        if let Some(path) = &self.marked {
            let part = super::matching::part(path);
            let marked = marked(file, &looked.facts.remarks, &part);
            let marked = marked.and_then(|marked| std::fs::rename(&part, path).map(|()| marked));
            let marked = marked.map_err(|error| unwritten(path, &error))?;
            writeln!(console.err, "标注好的工作簿写在 {}：{}", path.display(), marked.sentence())?;
        }
        if looked.facts.subjects.is_empty() {
            return Err(Stop::Nothing("没有读到任何企业，没有导入；请看上面的原因".to_owned()));
        }
        if let Some(before) = before {
            let (name, id) = (file.display(), before.id.0);
            writeln!(console.err, "{name} 已经导入过（第 {id} 次，一字不差），没有再存")?;
        } else if self.accept {
            let imported = accept(register, looked)?;
            let Imported { import, seq, statements } = imported;
            writeln!(
                console.err,
                "已导入：第 {} 次导入，日志第 {seq} 笔，{statements} 行。撤销用：yuanshu undo {} --reason 原因",
                import.0, import.0
            )?;
        } else {
            writeln!(console.err, "只看未存；存进登记库加 --accept")?;
        }
        Ok(Done::Clean)
    }

    fn look(
        &self,
        (file, hash): (&Path, Hash),
        (today, register, content): (Day, &Register, &Content),
        console: &mut Console<'_>,
    ) -> Result<Looked, Stop> {
        let permit = register.may::<ReadRegister>()?;
        let (registry, known) = register.registry(None)?;
        let names: Vec<(String, Uscc)> = registry
            .subjects()
            .flat_map(|(_, file)| {
                let code = file.code();
                file.names.iter().filter_map(move |name| Some((name.name.clone(), code?)))
            })
            .collect();
        let given = self.given_plan()?;
        let mut plan = given.clone().unwrap_or_default();
        let mut facts = read_one(file, &plan, content, &names)?;
        if given.is_none()
            && let Some(last) = register.store.import_like(&permit, &shape(&facts))?
        {
            plan = Plan::parse(&last.plan).map_err(unfit)?;
            writeln!(console.err, "按第 {} 次导入同样的表的方案", last.id.0)?;
            facts = read_one(file, &plan, content, &names)?;
        }
        if let Some(feed) = &self.feed {
            plan.feed = Some(feed.clone());
        }
        plan.since = self.since.or(plan.since.filter(|_| given.is_some()));
        tell::reading(&facts, console.err)?;
        let feed = feed(&plan, content)?;
        let stage = plan.stage().map_err(unfit)?.or(feed.stage).unwrap_or(Stage::Annual);
        let since = plan.since.unwrap_or(today);
        let plan = plan.of(&facts);
        let source = Source { feed: feed.id.clone(), stage, since, plan: &plan };
        let ledger = Ledger::new(&register.store, permit, (&content.shelf, known))?;
        let mut facts = Arc::new(facts);
        let mut proposal = Proposal::new(&facts, &source, &content.shelf, &ledger)
            .map_err(|stop| Stop::Nothing(stop.to_string()))?;
        tell::faults(&proposal.remarks, console.err)?;
        if let Some(facts) = Arc::get_mut(&mut facts) {
            facts.remarks.append(&mut proposal.remarks);
        }
        if !feed.allows(Use::Verdict) {
            writeln!(console.err, "来源“{}”只用于{}：不参与判定", feed.title, uses(feed))?;
        }
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        Ok(Looked { name, hash, plan, facts, proposal })
    }

    fn given_plan(&self) -> Result<Option<Plan>, Stop> {
        let Some(path) = &self.plan else { return Ok(None) };
        let text = std::fs::read_to_string(path).map_err(|error| {
            Stop::Nothing(format!("{} 读不出来：{error}；请检查路径和权限", path.display()))
        })?;
        Plan::parse(&text).map(Some).map_err(unfit)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn unfit(unfit: crate::import::Unfit) -> Stop {
    Stop::Nothing(unfit.to_string())
}

fn uses(feed: &Feed) -> String {
    feed.uses.iter().map(|allowed| allowed.zh()).collect::<Vec<_>>().join("、")
}

fn feed<'c>(plan: &Plan, content: &'c Content) -> Result<&'c Feed, Stop> {
    let feeds = &content.shelf.feeds;
    let all = || {
        let names = feeds.values().map(|feed| format!("{}（{}）", feed.id, feed.title));
        names.collect::<Vec<_>>().join("、")
    };
    let Some(id) = &plan.feed else {
        return Err(Stop::Usage(format!("不知道这是哪里来的数据；请写 --feed，可写：{}", all())));
    };
    feeds.get(id).ok_or_else(|| Stop::Usage(format!("没有数据来源 {id}；有：{}", all())))
}

fn read_one(
    file: &Path,
    plan: &Plan,
    content: &Content,
    names: &[(String, Uscc)],
) -> Result<Facts, Stop> {
    let guide = plan.guide(&content.shelf.schema).map_err(unfit)?;
    let guide = guide.knowing(names.iter().map(|(name, code)| (name.as_str(), *code)));
    let spinner = ProgressBar::new_spinner().with_style(style("{spinner} 读 {msg}"));
    let dictionary = Dictionary::of(&content.shelf);
    let facts = read::read_by(&guide, &[read::Source::all(file)], &dictionary, &mut |progress| {
        let at = format!("{} {} 第 {} 行", progress.file, progress.sheet, progress.rows);
        spinner.set_message(at);
        spinner.tick();
    });
    spinner.finish_and_clear();
    Ok(facts)
}

fn tell_proposal(looked: &Looked, err: &mut dyn Write) -> std::io::Result<()> {
    let Proposal { made, renamed, subjects, counts, origins, .. } = &looked.proposal;
    writeln!(
        err,
        "{}：{} 家企业，其中新建档案 {made} 家，改了名称 {renamed} 家",
        looked.name,
        subjects.len()
    )?;
    writeln!(
        err,
        "数值：新 {}，变动 {}，与同一来源已有的相同 {}（不重复存），与别的来源一致 {}，与别的来源不一致 {}",
        counts.new, counts.changed, counts.same, counts.confirmed, counts.at_odds
    )?;
    let held = origins.iter().filter(|(_, standing)| *standing == store::Standing::Held).count();
    if held > 0 {
        writeln!(
            err,
            "有 {held} 列关系到资金，存入后要由另一人复核才算数：yuanshu review 导入编号"
        )?;
    }
    Ok(())
}

fn accept(register: &Register, looked: Looked) -> Result<Imported, Stop> {
    let permit = register.may::<ImportFacts>()?;
    let Looked { name, hash, plan, facts, proposal } = looked;
    let said = proposal.statements(&facts);
    let kept = facts.remarks.get(..REMARKS).unwrap_or(&facts.remarks);
    let remarks = serde_json::to_string(kept).unwrap_or_default();
    let intake = Intake {
        name,
        content: hash,
        shape: shape(&facts),
        plan: plan.text(),
        remarks,
        known: proposal.known,
        changes: proposal.changes,
        origins: proposal.origins,
    };
    Ok(register.store.import(&permit, intake, said)?)
}
