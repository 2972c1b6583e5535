//! The invented zone's register: its workbooks imported one after the other, reviewed, undone.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use base::Day;
use demo::{Act, Book, Deed, Figure, Move, Person};
use indicatif::ProgressBar;
use jiff::Timestamp;
use store::{Clock, Merge, NewReview, Outcome, View};
use zone::Seq;
use zone::enterprise::{Change, Registry, SubjectId};
use zone::fact::{ImportId, Use, column_name};
use zone::people::{ChangeEnterprise, MergeEnterprises, ReadRegister, ReviewFacts, UndoImport};

use super::{Demo, book, staff, unwritten};
use crate::china;
use crate::command::amend::{Correct, Object, Settle, Which};
use crate::command::given::style;
use crate::command::import::{Came, Import};
use crate::command::register::{absolute, content};
use crate::command::{Console, Stop};
use crate::content::Content;
use crate::import::{Desk, Plan, Planned};
use crate::register::{INVENTED, Register, SETTINGS, Serving, Settings, Single, Who};

/// Where a register keeps the workbooks it was made of.
const WORKBOOKS: &str = "示例数据";
/// Entities that are made in a second, more or less: for a word on how long it takes.
const A_SECOND: u32 = 600;

/// Makes the register in the folder `data`: elsewhere first, so that nobody takes half of one for
/// a whole.
pub(super) fn make(
    demo: &Demo,
    data: &Path,
    (on, today): (Day, Day),
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let free = fs::read_dir(data).map_or(true, |mut inside| inside.next().is_none());
    if data.join(SETTINGS).exists() || !free {
        return Err(Stop::Nothing(format!(
            "{} 里已经有东西，没有改动；请换一个文件夹",
            data.display()
        )));
    }
    let packs = demo.packs()?;
    let zone = demo.register(on);
    let entities = zone.census().entities;
    let (figured, seconds) = (zone.census().figured, 1 + entities / A_SECOND);
    writeln!(
        console.err,
        "生成示例登记库（示例数据）：{entities} 家市场主体，其中 {figured} 家企业有三年数据；通常要 {seconds} 秒左右"
    )?;
    let part = part(data);
    clear(&part)?;
    let settings = Settings {
        zone: demo::Register::ZONE.to_owned(),
        packs: absolute(&packs)?,
        database: None,
        operator: who(Person::First),
        mark: Some(INVENTED.to_owned()),
        server: Serving::default(),
    };
    // Imports write their days as if they had been made then, and never later than yesterday.
    let latest = on.min(today).yesterday().unwrap_or(on);
    let telling = Arc::new(AtomicI64::new(0));
    let deeds = zone.deeds();
    let first = deeds.first().map_or(latest, |deed| deed.on).min(latest);
    set(&telling, (first, 0));
    let register = Register::found(&part, settings, clock(&telling))?;
    let shelf = content(&register, console)?;
    let mut maker = Maker { register, content: shelf, log: Vec::new(), today, imports: Vec::new() };
    fs::create_dir_all(part.join(WORKBOOKS)).map_err(|error| unwritten(&part, &error))?;
    let bar = ProgressBar::new(u64::try_from(deeds.len()).unwrap_or(0))
        .with_style(style("{bar:30} {pos}/{len} {msg}，还要 {eta}"));
    for (count, deed) in (1..).zip(&deeds) {
        set(&telling, (deed.on.min(latest), count));
        bar.set_message(told(deed));
        maker.act(deed, console)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    writeln!(console.err, "{}", staff::ENGAGING)?;
    maker.register.seat(who(Person::First));
    let client = zone.client().and_then(|code| of(&maker.register.registry(None).ok()?.0, code));
    staff::engage(&maker.register, client, latest)?;
    maker.finish(&part, data)?;
    writeln!(
        console.err,
        "写好了示例登记库（示例数据）：{}；来源工作簿在其中的“{WORKBOOKS}”里，各岗位的登录名和口令在其中的 {}。测算：yuanshu match --data {} --out 结果.xlsx",
        data.display(),
        staff::LOGINS,
        data.display()
    )?;
    Ok(())
}

/// Writes the workbooks alone into a folder.
pub(super) fn books(
    zone: &demo::Register,
    out: &Path,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    fs::create_dir_all(out).map_err(|error| unwritten(out, &error))?;
    let books = zone.books();
    for one in &books {
        write(one, out)?;
    }
    let (count, out) = (books.len(), out.display());
    writeln!(console.err, "写好了示例园区（示例数据）的 {count} 个工作簿：{out}")?;
    Ok(())
}

/// The folder while the register is made.
fn part(data: &Path) -> PathBuf {
    let mut name = data.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    data.with_file_name(name)
}

/// Takes away what an interrupted try left; anything else stays, and nothing is made.
fn clear(part: &Path) -> Result<(), Stop> {
    if !part.exists() {
        return Ok(());
    }
    if Settings::read(part).is_ok_and(|settings| settings.mark.is_some()) {
        return fs::remove_dir_all(part).map_err(|error| unwritten(part, &error));
    }
    Err(Stop::Nothing(format!("{} 已经有了，没有改动；请移走它再做", part.display())))
}

fn who(person: Person) -> Who {
    Who { name: person.name().to_owned(), department: person.department().to_owned() }
}

/// A clock that tells what it is set to.
fn clock(telling: &Arc<AtomicI64>) -> Clock {
    let telling = telling.clone();
    Clock::new(move || {
        Timestamp::from_millisecond(telling.load(Ordering::Relaxed)).unwrap_or(Timestamp::MIN)
    })
}

/// Nine in the morning in China, and as many seconds as deeds were done.
fn set(telling: &AtomicI64, (day, deeds): (Day, i64)) {
    let morning = china::hour(day, 9).map_or(0, Timestamp::as_millisecond);
    telling.store(morning + 1_000 * deeds, Ordering::Relaxed);
}

/// What is done, for the bar.
fn told(deed: &Deed) -> String {
    match &deed.act {
        Act::Import(book) => format!("导入 {}", book.name),
        Act::Review(name) => format!("复核 {name}"),
        Act::Undo(name, _) => format!("撤销 {name}"),
        Act::Note(_) => "手工登记".to_owned(),
        Act::Moves(_) => "迁入迁出".to_owned(),
        Act::Merge { .. } => "合并档案".to_owned(),
        Act::Correct { .. } | Act::Accept => "手工更正".to_owned(),
        Act::Settle { .. } => "核定".to_owned(),
        Act::Object { .. } => "异议".to_owned(),
        Act::Issue { .. } => "出具".to_owned(),
    }
}

/// Writes a workbook; where it is.
fn write(book: &Book, folder: &Path) -> Result<PathBuf, Stop> {
    let file = folder.join(format!("{}.xlsx", book.name));
    book::write(&book.sheets, &[INVENTED.to_owned()], &file)
        .map_err(|error| unwritten(&file, &error))?;
    Ok(file)
}

/// A register while it is made.
struct Maker {
    register: Register,
    content: Content,
    /// What the imports said.
    log: Vec<u8>,
    today: Day,
    /// The workbooks so far, with the import and the line that each came with.
    imports: Vec<(String, ImportId, Seq)>,
}

impl Maker {
    fn act(&mut self, deed: &Deed, console: &mut Console<'_>) -> Result<(), Stop> {
        self.register.seat(who(deed.by));
        match &deed.act {
            Act::Import(book) => self.import(book, console),
            Act::Review(name) => {
                let Some((_, of)) = self.import_of(name) else { return Ok(()) };
                let reason = "与来源逐项核对".to_owned();
                let review = NewReview { of, subject: None, outcome: Outcome::Accepted, reason };
                self.register.store.review(&self.register.may::<ReviewFacts>()?, review)?;
                Ok(())
            }
            Act::Undo(name, reason) => {
                let Some((import, _)) = self.import_of(name) else { return Ok(()) };
                let permit = self.register.may::<UndoImport>()?;
                self.register.store.undo(&permit, import, (*reason).to_owned())?;
                Ok(())
            }
            Act::Note(names) => self.note(names),
            Act::Moves(moves) => self.moves(moves),
            Act::Merge { file, into } => {
                let (registry, known) = self.register.registry(None)?;
                let (Some(file), Some(into)) = (of(&registry, *file), of(&registry, *into)) else {
                    return Ok(());
                };
                let permit = self.register.may::<MergeEnterprises>()?;
                self.register.store.merge(&permit, known, Merge { file, into, reason: None })?;
                Ok(())
            }
            Act::Correct { .. } | Act::Settle { .. } | Act::Object { .. } => {
                self.put_right(&deed.act, console)
            }
            Act::Issue { code, policy } => self.issue(deed.on, (code.as_str(), policy)),
            Act::Accept => {
                let of = self.register.store.head()?.seq;
                let reason = "与申报系统原表一致".to_owned();
                let review = NewReview { of, subject: None, outcome: Outcome::Accepted, reason };
                self.register.store.review(&self.register.may::<ReviewFacts>()?, review)?;
                Ok(())
            }
        }
    }

    /// Hands a verdict out, as `yuanshu why --issue` does.
    fn issue(&self, on: Day, (code, policy): (&str, &str)) -> Result<(), Stop> {
        let view = View { on, known: Seq::LATEST, purpose: Use::Verdict };
        let single = Single::read(&self.register, &self.content, code, view)
            .map_err(|none| Stop::Nothing(none.to_string()))?;
        self.register.issue_one(&single, &self.content, policy.to_owned())?;
        Ok(())
    }

    /// Corrects, settles or objects as the commands do.
    fn put_right(&mut self, act: &Act, console: &mut Console<'_>) -> Result<(), Stop> {
        let mut quiet = Console {
            input: &mut *console.input,
            out: &mut *console.out,
            err: &mut self.log,
            palette: console.palette,
            clock: console.clock.clone(),
        };
        let (register, data) = (&self.register, self.register.folder.as_path());
        let room = (register, &self.content, self.today);
        let which = |of: &Figure| Which::of_year(of.code.as_str(), of.fact, of.year);
        match act {
            Act::Correct { of, feed, value, reason } => {
                Correct::of(data, which(of), (feed, value, reason)).one(room, &mut quiet)?;
            }
            Act::Settle { of, feed, reason } => {
                Settle::of(data, which(of), (feed, reason)).one(room, &mut quiet)?;
            }
            Act::Object { of, reason } => {
                Object::of(data, which(of), reason).one(room, &mut quiet)?;
            }
            Act::Import(_)
            | Act::Review(_)
            | Act::Undo(..)
            | Act::Note(_)
            | Act::Moves(_)
            | Act::Merge { .. }
            | Act::Accept
            | Act::Issue { .. } => {}
        }
        Ok(())
    }

    /// Writes a workbook and brings it in as `yuanshu import --accept` does.
    fn import(&mut self, book: &Book, console: &mut Console<'_>) -> Result<(), Stop> {
        // A part of a zone may have nobody to speak of, as a small zone has no 规上.
        if book.sheets.iter().all(|sheet| sheet.rows().next().is_none()) {
            return Ok(());
        }
        let folder = self.register.folder.join(WORKBOOKS);
        let file = write(book, &folder)?;
        let plan = folder.join(format!("{}.toml", book.name));
        fs::write(&plan, planned(book).text()).map_err(|error| unwritten(&plan, &error))?;
        let before = self.register.store.head()?.seq;
        let mut quiet = Console {
            input: &mut *console.input,
            out: &mut *console.out,
            err: &mut self.log,
            palette: console.palette,
            clock: console.clock.clone(),
        };
        let import = Import::accepting(&self.register.folder, &file, &plan);
        let (register, permit) = (&self.register, self.register.may::<ReadRegister>()?);
        let mut desk = Desk::open((&register.store, &permit), &self.content.shelf, self.today)?;
        if import.one(&file, (register, &mut desk), &mut quiet)? == Came::Nobody {
            return Err(Stop::Nothing(format!("{} 没有读到企业", file.display())));
        }
        let head = self.register.store.head()?;
        let made = self.register.store.imports(&permit, before, head.seq)?;
        self.imports.extend(made.iter().map(|one| (book.name.clone(), one.id, one.seq)));
        Ok(())
    }

    /// The import of a workbook; none where it had nobody to speak of.
    fn import_of(&self, name: &str) -> Option<(ImportId, Seq)> {
        let found = self.imports.iter().find(|(book, _, _)| book == name);
        found.map(|(_, import, seq)| (*import, *seq))
    }

    fn note(&self, names: &[String]) -> Result<(), Stop> {
        let (registry, known) = self.register.registry(None)?;
        let next = registry.next().0;
        let noted = (next..).map(SubjectId).zip(names).flat_map(|(subject, name)| {
            let name = name.clone();
            [(subject, Change::Made), (subject, Change::Named { name, since: None })]
        });
        self.change(known, noted.collect())
    }

    fn moves(&self, moves: &[Move]) -> Result<(), Stop> {
        let (registry, known) = self.register.registry(None)?;
        let changes = moves.iter().filter_map(|one| {
            let on = one.on;
            let change = if one.here { Change::Arrived { on } } else { Change::Left { on } };
            Some((of(&registry, one.code)?, change))
        });
        self.change(known, changes.collect())
    }

    fn change(&self, known: Seq, changes: Vec<(SubjectId, Change)>) -> Result<(), Stop> {
        if !changes.is_empty() {
            let permit = self.register.may::<ChangeEnterprise>()?;
            self.register.store.change(&permit, known, changes)?;
        }
        Ok(())
    }

    /// Closes the register and gives its folder its name.
    fn finish(self, part: &Path, data: &Path) -> Result<(), Stop> {
        let log = part.join(WORKBOOKS).join("导入记录.txt");
        fs::write(&log, &self.log).map_err(|error| unwritten(&log, &error))?;
        drop(self.register);
        if data.exists() {
            fs::remove_dir(data).map_err(|error| unwritten(data, &error))?;
        }
        fs::rename(part, data).map_err(|error| unwritten(data, &error))
    }
}

fn of(registry: &Registry, code: base::Uscc) -> Option<SubjectId> {
    registry.of_code(code).first().map(|found| found.file)
}

/// What the columns of a workbook are taken for, where their headings do not say it.
fn planned(book: &Book) -> Plan {
    let columns = book.measures.iter().map(|measure| Planned {
        refused: false,
        sheet: measure.sheet.clone(),
        column: column_name(u32::from(measure.column)),
        heading: measure.fact.to_owned(),
        fact: measure.fact.to_owned(),
        unit: Some(measure.unit.to_owned()),
        year: None,
        stage: None,
        basis: Some(measure.basis.to_owned()),
    });
    Plan {
        feed: Some(book.feed.to_owned()),
        since: Some(book.since),
        stage: book.stage.map(str::to_owned),
        columns: columns.collect(),
    }
}
