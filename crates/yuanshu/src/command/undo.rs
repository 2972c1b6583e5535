//! Taking imports back: one, or those of a whole folder.

use std::io::{self, Write};
use std::str::FromStr;

use clap::Args;
use store::Import;
use zone::Seq;
use zone::fact::ImportId;
use zone::people::{ReadRegister, UndoImport};

use super::register::At;
use super::{Console, Done, Stop};
use crate::amend::reason;
use crate::import::Remarked;
use crate::register::Register;
use crate::say;

/// Imports by their numbers: `3`, or `3-200`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    pub(super) first: u32,
    pub(super) last: u32,
}

impl FromStr for Numbers {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| *number > 0);
        let (first, last) = text.split_once(['-', '—', '－', '～', '~']).unwrap_or((text, text));
        let numbers = number(first).zip(number(last)).filter(|(first, last)| first <= last);
        let numbers = numbers.map(|(first, last)| Self { first, last });
        numbers.ok_or_else(|| "要写导入的编号，如 3，或连着的几次，如 3-200".to_owned())
    }
}

impl Numbers {
    /// Does something to each in turn; the first that cannot be done ends it, and says which were.
    pub(super) fn each(
        self,
        what: &str,
        mut act: impl FnMut(u32) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        for number in self.first..=self.last {
            if let Err(stop) = act(number) {
                if self.first == self.last {
                    return Err(stop);
                }
                let why = stop.sentence().unwrap_or_default();
                let before = number.saturating_sub(1);
                let done = if number == self.first {
                    "一次都没有".to_owned()
                } else {
                    format!("第 {} 到 {before} 次已", self.first)
                };
                return Err(Stop::Nothing(format!(
                    "做到第 {number} 次停下：{why}。{done}{what}；其余改正后用 {number}-{} 接着做",
                    self.last
                )));
            }
        }
        Ok(())
    }
}

/// 撤销一次导入：它带来的数据、名称和新建的档案从此不算数，记录仍在
#[derive(Debug, Args)]
pub(super) struct Undo {
    #[command(flatten)]
    at: At,
    /// 导入的编号，见 yuanshu imports；连着的几次写 3-200，早已撤销的跳过
    #[arg(value_name = "编号")]
    import: Numbers,
    /// 为什么撤销
    #[arg(long, value_name = "原因")]
    reason: String,
}

impl Undo {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.to_write(console)?;
        let (permit, why) = (register.may::<UndoImport>()?, reason(&self.reason)?);
        let (imports, mut undone) = self.named(&register)?;
        let done = self.import.each("撤销", |number| {
            let Some(import) = imports.iter().find(|import| import.id.0 == number) else {
                return Ok(());
            };
            let rows = register.store.rows(&register.may::<ReadRegister>()?, import.seq)?;
            let seq = register.store.undo(&permit, ImportId(number), why.clone())?;
            undone.add(import, rows, seq);
            Ok(())
        });
        undone.tell(console.err)?;
        done.map(|()| Done::Clean)
    }

    /// The imports that are meant; of several those that were taken back before are left out.
    fn named(&self, register: &Register) -> Result<(Vec<Import>, Undone), Stop> {
        let Numbers { first, last } = self.import;
        let permit = register.may::<ReadRegister>()?;
        let all = register.store.imports(&permit, Seq(0), Seq::LATEST)?;
        let newest = all.last().map_or(0, |import| import.id.0);
        if last > newest {
            return Err(Stop::Usage(match newest {
                0 => "还没有导入过数据，没有可撤销的".to_owned(),
                newest => format!(
                    "没有第 {last} 次导入，最后一次是第 {newest} 次，没有撤销；编号见 yuanshu imports"
                ),
            }));
        }
        let named = all.into_iter().filter(|import| (first..=last).contains(&import.id.0));
        let (before, named): (Vec<Import>, Vec<Import>) =
            named.partition(|import| first < last && import.undone.is_some());
        if named.is_empty() {
            return Err(Stop::Nothing(format!("第 {first} 到 {last} 次导入早已撤销，无需再撤")));
        }
        Ok((named, Undone { before: before.len(), ..Undone::default() }))
    }
}

/// What was taken back.
#[derive(Debug, Default)]
struct Undone {
    /// Imports that had been taken back before.
    before: usize,
    files: Vec<String>,
    numbers: Vec<u32>,
    lines: Vec<Seq>,
    rows: u64,
    /// Values; earlier imports do not say how many they brought.
    values: Option<u64>,
}

impl Undone {
    fn add(&mut self, import: &Import, rows: u32, line: Seq) {
        let counts = Remarked::read(&import.remarks).and_then(|remarked| remarked.counts);
        let values = counts.map(|all| all.new + all.changed + all.confirmed + all.at_odds);
        let known = if self.files.is_empty() { Some(0) } else { self.values };
        self.values = known.zip(values).map(|(known, values)| known + values);
        self.files.push(import.name.clone());
        self.numbers.push(import.id.0);
        self.lines.push(line);
        self.rows += u64::from(rows);
    }

    /// One sentence, however many there were.
    fn tell(&self, err: &mut dyn Write) -> io::Result<()> {
        /// Files that are named.
        const NAMED: usize = 3;
        let values = self.values.map_or(String::new(), |values| format!("、{values} 个数"));
        let gone = format!("{} 行{values}从此不算数", self.rows);
        match (self.numbers.as_slice(), self.lines.as_slice()) {
            ([number], [line]) => {
                let file = self.files.join("");
                writeln!(err, "撤销了第 {number} 次导入 {file}（日志第 {line} 笔）：{gone}")?;
            }
            ([first, .., last], [from, .., to]) => {
                let (count, files) = (self.files.len(), say::few(&self.files, NAMED));
                writeln!(
                    err,
                    "撤销了第 {first} 到 {last} 次中的 {count} 次导入（日志第 {from} 到 {to} 笔）：{files}，共 {gone}；逐次见 yuanshu imports"
                )?;
            }
            _ => {}
        }
        match self.before {
            0 => Ok(()),
            some => writeln!(err, "另有 {some} 次早已撤销，跳过"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_named_alone_or_from_one_to_another() {
        let read = |text: &str| text.parse::<Numbers>().ok().map(|some| (some.first, some.last));
        assert_eq!(read("3"), Some((3, 3)));
        assert_eq!(read("3-200"), Some((3, 200)));
        assert_eq!(read("3～5"), Some((3, 5)));
        assert_eq!(["", "0", "5-3", "a", "3-", "-3"].map(read), [None; 6]);
    }
}
