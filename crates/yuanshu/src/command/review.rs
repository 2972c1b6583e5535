//! The second person's word on figures that move money.

use clap::Args;
use pack::Shelf;
use store::{Import, NewReview, Outcome, Standing, View, Waiting};
use zone::Seq;
use zone::enterprise::File;
use zone::fact::Use;
use zone::people::{ReadRegister, ReviewFacts};

use super::register::{At, content};
use super::undo::Numbers;
use super::{Console, Done, Stop, tell};
use crate::amend::reason;
use crate::china;
use crate::register::Register;
use crate::say::{self, Tongue};

/// So many names of facts are read in a sentence.
const FEW: usize = 6;

/// 复核：资金类数据要由第二个人复核，才算数；不写编号时列出待复核的
#[derive(Debug, Args)]
pub(super) struct Review {
    #[command(flatten)]
    at: At,
    /// 导入的编号，见 yuanshu imports；连着的几次写 3-200
    #[arg(value_name = "编号")]
    import: Option<Numbers>,
    /// 日志的第几笔，用于更正
    #[arg(long, value_name = "笔", conflicts_with = "import")]
    line: Option<u32>,
    /// 退回，不予采用；缺省为通过
    #[arg(long)]
    refuse: bool,
    /// 意见
    #[arg(long, value_name = "意见", default_value = "")]
    reason: String,
}

impl Review {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = match (self.import, self.line) {
            (None, None) => self.at.open(console)?,
            _ => self.at.to_write(console)?,
        };
        let content = content(&register, console)?;
        let desk = Desk { register: &register, shelf: &content.shelf };
        match (self.import, self.line) {
            (None, None) if self.refuse => {
                Err(Stop::Usage("要写退回哪一次导入的编号，或 --line 笔".to_owned()))
            }
            (None, None) => desk.list(console),
            (None, Some(line)) => {
                self.say(&desk, (Seq(line), &format!("日志第 {line} 笔")), console)?;
                desk.rest(console)?;
                Ok(Done::Clean)
            }
            (Some(numbers), _) => {
                let several = numbers.first < numbers.last;
                let imports = desk.imports()?;
                numbers.each("复核", |number| {
                    let import = imports.iter().find(|import| import.id.0 == number);
                    let import = import.ok_or_else(|| {
                        Stop::Usage(format!("没有第 {number} 次导入；编号见 yuanshu imports"))
                    })?;
                    if let Some(undone) = import.undone {
                        let said =
                            format!("第 {number} 次导入已经撤销（日志第 {undone} 笔），不用复核");
                        return Err(Stop::Nothing(said));
                    }
                    if several && desk.brought(import.seq)?.held.is_empty() {
                        writeln!(console.err, "第 {number} 次导入没有要复核的，跳过")?;
                        return Ok(());
                    }
                    self.say(&desk, (import.seq, &format!("第 {number} 次导入")), console)
                })?;
                desk.rest(console)?;
                Ok(Done::Clean)
            }
        }
    }

    fn say(
        &self,
        desk: &Desk<'_>,
        (of, what): (Seq, &str),
        console: &mut Console<'_>,
    ) -> Result<(), Stop> {
        let Brought { held, free, counts } = desk.brought(of)?;
        if held.is_empty() {
            return Err(Stop::Nothing(format!(
                "{what}里没有要复核的数：不关系到资金的，存入就算数；整个不要的，用 yuanshu undo 编号 --reason 原因"
            )));
        }
        let outcome = if self.refuse { Outcome::Returned } else { Outcome::Accepted };
        let reason = match outcome {
            Outcome::Accepted => self.reason.trim().to_owned(),
            Outcome::Returned => reason(&self.reason)?,
        };
        let values = desk.register.store.held(&desk.register.may::<ReadRegister>()?, of)?;
        let permit = desk.register.may::<ReviewFacts>()?;
        let review = NewReview { of, subject: None, outcome, reason };
        let seq = desk.register.store.review(&permit, review)?;
        let held = held.join("、");
        let rest = match free.len() {
            0 => String::new(),
            some => format!("；其余 {some} 项（{}）不用复核，照常算数", say::few(&free, FEW)),
        };
        match outcome {
            Outcome::Accepted => {
                writeln!(
                    console.err,
                    "复核通过了{what}（日志第 {seq} 笔）：{held} 的 {values} 个数从此{counts}{rest}"
                )?;
            }
            Outcome::Returned => {
                writeln!(
                    console.err,
                    "退回了{what}（日志第 {seq} 笔）：{held} 的 {values} 个数不算数{rest}"
                )?;
            }
        }
        Ok(())
    }
}

/// What came with a line: by names of facts.
struct Brought {
    /// What waits for a second person.
    held: Vec<String>,
    /// The others.
    free: Vec<String>,
    /// What figures do that are accepted.
    counts: &'static str,
}

/// A register with its dictionary.
struct Desk<'a> {
    register: &'a Register,
    shelf: &'a Shelf,
}

impl Desk<'_> {
    fn imports(&self) -> Result<Vec<Import>, Stop> {
        let permit = self.register.may::<ReadRegister>()?;
        Ok(self.register.store.imports(&permit, Seq(0), Seq::LATEST)?)
    }

    fn brought(&self, line: Seq) -> Result<Brought, Stop> {
        let permit = self.register.may::<ReadRegister>()?;
        let before = Seq(line.0.saturating_sub(1));
        let (mut held, mut free) = (Vec::new(), Vec::new());
        let mut counts = "算数";
        for known in self.register.store.origins(&permit, before, line)? {
            let name = self.name(&known.origin.fact);
            let feed = self.shelf.feeds.get(&known.origin.feed);
            if feed.is_some_and(|feed| !feed.allows(Use::Verdict)) {
                counts = "算数，但来源不准用于判定，不参与判定";
            }
            let some = match known.standing {
                Standing::Held => &mut held,
                Standing::Counts => &mut free,
            };
            if !some.contains(&name) {
                some.push(name);
            }
        }
        Ok(Brought { held, free, counts })
    }

    fn name(&self, id: &str) -> String {
        let known = self.shelf.fact(id).and_then(|fact| self.shelf.schema.get(fact));
        known.map_or_else(|| id.to_owned(), |known| known.name.clone())
    }

    /// How much waits still.
    fn rest(&self, console: &mut Console<'_>) -> Result<(), Stop> {
        let permit = self.register.may::<ReadRegister>()?;
        match self.register.store.waiting(&permit)?.len() {
            0 => writeln!(console.err, "没有别的待复核了")?,
            some => writeln!(console.err, "还有 {some} 笔待复核：yuanshu review")?,
        }
        Ok(())
    }

    /// What waits for the second person.
    fn list(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let permit = self.register.may::<ReadRegister>()?;
        let waiting = self.register.store.waiting(&permit)?;
        for one in &waiting {
            let facts: Vec<String> = one.facts.iter().map(|id| self.name(id)).collect();
            let (facts, day) = (facts.join("、"), china::day(one.at));
            let by = &one.by;
            match &one.import {
                Some((import, name)) => {
                    let values = self.register.store.held(&permit, one.line)?;
                    writeln!(
                        console.out,
                        "第 {} 次导入\t{name}\t{day}\t{by}\t{facts}\t{values} 个数",
                        import.0
                    )?;
                }
                None => writeln!(
                    console.out,
                    "日志第 {} 笔更正\t{}\t{day}\t{by}\t{facts}",
                    one.line,
                    self.correction(one)?
                )?,
            }
        }
        if waiting.is_empty() {
            writeln!(console.err, "没有待复核的")?;
        } else {
            tell::mark(self.register.settings.mark.as_deref(), console.out)?;
            writeln!(
                console.err,
                "待复核 {} 笔。由经办以外的人办：yuanshu review 导入编号，更正用 yuanshu review --line 笔；不采用的加 --refuse --reason 意见",
                waiting.len()
            )?;
        }
        Ok(Done::Clean)
    }

    /// Whose figure a correction changes, and to what.
    fn correction(&self, one: &Waiting) -> Result<String, Stop> {
        let Some(subject) = one.subject else { return Ok(String::new()) };
        let permit = self.register.may::<ReadRegister>()?;
        let on = china::day(one.at);
        let view = View { on, known: Seq::LATEST, purpose: Use::Verdict };
        let dossier = self.register.store.dossier(&permit, self.shelf, (subject, view))?;
        let name = dossier.file().and_then(File::last_name).unwrap_or_default();
        let entries = dossier.entries()?;
        let Some(((fact, _), entry)) = entries.iter().find(|(_, entry)| entry.seq == one.line)
        else {
            return Ok(name.to_owned());
        };
        Ok(format!(
            "{name} {}",
            say::stated::shown(entry.value, *fact, self.shelf, Tongue::Chinese)
        ))
    }
}
