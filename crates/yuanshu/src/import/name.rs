//! The names that sheets give enterprises, each on the day that its sheet speaks of.

use base::Day;
use zone::Seq;
use zone::enterprise::{Change, File, SubjectId, normalised};

use super::proposal::Source;
use crate::read::{Called, Facts, Fault, Level, Subject};
use crate::say::Both;

/// That a file bears another name from a day on.
#[derive(Debug)]
pub(super) struct Renamed<'a> {
    called: &'a Called,
    since: Day,
    /// The name that it bears on the day without this.
    held: Option<String>,
    /// The name that it bears last, with this.
    last: String,
    /// It is one that it bore before, in a sheet that says no year: nobody says that it took it
    /// again.
    former: bool,
}

/// The names of a subject that its file does not have on their days.
pub(super) fn names<'a>(
    subject: &'a Subject,
    source: &Source<'_>,
    file: Option<&File>,
) -> Vec<Renamed<'a>> {
    let mut borne: Option<File> = None;
    let mut renamed = Vec::new();
    for called in &subject.names {
        let since = source.day(called.year);
        let held = borne.as_ref().or(file).and_then(|file| file.name(since));
        if held.is_some_and(|held| is_same(held, &called.name)) {
            continue;
        }
        let held = held.map(str::to_owned);
        let once = |file: &File| {
            file.names_until(since).iter().any(|one| is_same(&one.name, &called.name))
        };
        if called.year.is_none() && borne.as_ref().or(file).is_some_and(once) {
            let last = held.clone().unwrap_or_default();
            renamed.push(Renamed { called, since, held, last, former: true });
            continue;
        }
        let file = borne.get_or_insert_with(|| file.cloned().unwrap_or_default());
        file.learn(Seq::LATEST, &change(called, since));
        let last = file.last_name().unwrap_or_default().to_owned();
        renamed.push(Renamed { called, since, held, last, former: false });
    }
    renamed
}

/// Whether two names are one; mostly they are written alike.
fn is_same(one: &str, other: &str) -> bool {
    one == other || normalised(one) == normalised(other)
}

impl Renamed<'_> {
    /// What is learnt of the file.
    pub(super) fn change(&self, file: SubjectId) -> Option<(SubjectId, Change)> {
        (!self.former).then(|| (file, change(self.called, self.since)))
    }

    /// At the cell of the name: that an enterprise of the register would be called otherwise.
    pub(super) fn remark(&self, subject: &Subject, facts: &Facts) -> Option<Fault> {
        let Self { called, since, held, last, former } = self;
        let (held, name) = (held.as_deref()?, &called.name);
        let place = facts.named_at(called).unwrap_or_else(|| subject.first_seen.clone());
        if *former {
            let hint = Both::from([
                format!(
                    "“{name}”是它的曾用名，登记库里 {since} 名为“{held}”，不改；确是改回原名的，请用变更登记"
                ),
                format!(
                    "“{name}” is a name it bore before; on {since} it is named “{held}” and stays so; where it took the old name again, say so as a change of its name"
                ),
            ]);
            let (kind, level, content) = ("renames", Level::Warning, name.to_string());
            return Some(Fault { place, kind, level, content, hint, beside: None });
        }
        let code = subject.code.as_deref().unwrap_or_default();
        let stays = **name != **last;
        let hint = Both::told(|tongue| {
            let now = tongue.say([
                format_args!("（现用名“{last}”不变）"),
                format_args!(" (the name it bears now, “{last}”, stays)"),
            ]);
            let now = if stays { now.as_str() } else { "" };
            tongue.say([
                format_args!(
                    "代码 {code} 在登记库里 {since} 名为“{held}”，存入后该日起名为“{name}”{now}；如不是更名，请核对代码是否填错"
                ),
                format_args!(
                    "in the register code {code} is named “{held}” on {since}, and from then on it would be “{name}”{now}; where it was not renamed, check the code"
                ),
            ])
        });
        let (kind, level, content) = ("renames", Level::Warning, name.to_string());
        Some(Fault { place, kind, level, content, hint, beside: None })
    }
}

fn change(called: &Called, since: Day) -> Change {
    Change::Named { name: called.name.to_string(), since: Some(since) }
}
