//! Whom a line of a list means: by code, by name, by a name borne before; and who is like it.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use base::{Day, Uscc};
use zone::enterprise::{How, Registry, SubjectId, normalised, sound};

use super::why;
use crate::read::LOST;
use crate::say::Both;

/// The most candidates that are told.
const TOLD: usize = 5;
/// The fewest letters of a name by which firms are found that have it in theirs.
const SHORT: usize = 4;

/// Whom a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// This enterprise.
    Sure(SubjectId),
    /// This one, and a person should look: what is to be looked at.
    Check(SubjectId, Both),
    /// One of these perhaps, and why.
    Likely(Vec<Candidate>, Both),
    /// Nobody, and what is wrong with the line.
    None(Both),
}

/// Who may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Whose file.
    pub subject: SubjectId,
    /// In what it is like the line.
    pub why: [&'static str; 2],
}

/// Finds enterprises of a register by what lists say of them.
#[derive(Debug)]
pub struct Matcher<'r> {
    registry: &'r Registry,
    on: Day,
    sounds: OnceCell<BTreeMap<String, Vec<SubjectId>>>,
}

impl<'r> Matcher<'r> {
    /// In a registry, by the names of a day.
    pub fn new(registry: &'r Registry, on: Day) -> Self {
        Self { registry, on, sounds: OnceCell::new() }
    }

    /// Name and code of an enterprise: `甲公司（9161…）`.
    pub fn called(&self, subject: SubjectId) -> String {
        let code = self.code(subject).map_or("无代码".to_owned(), |code| code.to_string());
        format!("{}（{code}）", self.name(subject))
    }

    /// The name it bears.
    pub fn name(&self, subject: SubjectId) -> &'r str {
        self.registry.file(subject).and_then(|file| file.name(self.on)).unwrap_or_default()
    }

    /// Its code.
    pub fn code(&self, subject: SubjectId) -> Option<Uscc> {
        self.registry.file(subject)?.code()
    }

    /// The names it bore and bears no more.
    pub fn before(&self, subject: SubjectId) -> Vec<&'r str> {
        let own = normalised(self.name(subject));
        let files = self.registry.parts(subject).filter_map(|part| self.registry.file(part));
        let mut names: Vec<&str> = files
            .flat_map(|file| file.names_until(self.on))
            .map(|named| named.name.as_str())
            .collect();
        names.retain(|name| normalised(name) != own);
        names.dedup();
        names
    }

    /// Whom a code and a name mean; either may be empty. Who is outside the zone on the day is to
    /// be looked at, however sure the name.
    pub fn find(&self, code: &str, name: &str) -> Match {
        let outside = || Both::from(why::away(self.on));
        match self.whom(code, name) {
            Match::Sure(subject) if self.is_away(subject) => Match::Check(subject, outside()),
            Match::Check(subject, why) if self.is_away(subject) => {
                Match::Check(subject, Both::all([why, outside()]))
            }
            found => found,
        }
    }

    fn is_away(&self, subject: SubjectId) -> bool {
        self.registry.file(subject).and_then(|file| file.is_here(self.on)) == Some(false)
    }

    fn whom(&self, code: &str, name: &str) -> Match {
        let wrong = match Uscc::parse(code) {
            _ if code.is_empty() => None,
            Ok(parsed) => match self.registry.of_code(parsed).as_slice() {
                [one] => return self.named(one.subject, name),
                [] => Some(Both::from(why::no_such_code(parsed))),
                several => {
                    let same = several.iter().map(|found| candidate(found.subject, why::SAME_CODE));
                    return Match::Likely(same.collect(), why::SEVERAL_FILES.into());
                }
            },
            Err(fault) => Some(lost(code).unwrap_or_else(|| Both::from([fault.zh(), fault.en()]))),
        };
        match (wrong, name) {
            (Some(wrong), "") => Match::None(wrong),
            (None, "") => Match::None(why::NEITHER.into()),
            (None, name) => match (self.of_name(name), miscoded(name)) {
                (Match::None(_), Some(wrong)) => Match::None(wrong),
                (found, _) => found,
            },
            (Some(wrong), name) => match self.of_name(name) {
                Match::Sure(subject) | Match::Check(subject, _) => {
                    Match::Likely(vec![candidate(subject, why::SAME_NAME)], wrong)
                }
                Match::Likely(candidates, _) => Match::Likely(candidates, wrong),
                Match::None(_) => Match::None(wrong),
            },
        }
    }

    /// The enterprise of a code, with the name that stands beside it.
    fn named(&self, subject: SubjectId, name: &str) -> Match {
        let wanted = normalised(name);
        if wanted.is_empty() || normalised(self.name(subject)) == wanted {
            return Match::Sure(subject);
        }
        let now = self.name(subject);
        if self.before(subject).iter().any(|before| normalised(before) == wanted) {
            return Match::Check(subject, why::former(now).into());
        }
        Match::Check(subject, why::by_code(now).into())
    }

    fn of_name(&self, name: &str) -> Match {
        let found = self.registry.of_name(name);
        let own: Vec<_> = found.iter().filter(|found| found.how == How::Own).collect();
        match (own.as_slice(), found.as_slice()) {
            ([one], [_]) => Match::Sure(one.subject),
            ([one], several) => {
                let others = several.iter().filter(|other| other.subject != one.subject);
                let others: Vec<String> = others.map(|other| self.called(other.subject)).collect();
                Match::Check(one.subject, why::also_borne(&others))
            }
            ([], [one]) => {
                let now = self.name(one.subject);
                Match::Check(one.subject, why::former(now).into())
            }
            ([], []) => self.like(name),
            _ => {
                let why = |how| if how == How::Own { why::OWN_NAME } else { why::FORMER_NAME };
                let same = found.iter().map(|found| candidate(found.subject, why(found.how)));
                Match::Likely(same.collect(), why::shared(found.len()).into())
            }
        }
    }

    /// Those whose names sound the same, or have this one in theirs.
    fn like(&self, name: &str) -> Match {
        let none = || Match::None(why::NO_SUCH_NAME.into());
        let sounds = self.sounds.get_or_init(|| self.all_sounds());
        let mut candidates: Vec<Candidate> = sounds
            .get(&sound(name))
            .into_iter()
            .flatten()
            .map(|subject| candidate(*subject, why::SOUND))
            .collect();
        let wanted = normalised(name);
        if candidates.is_empty() && wanted.chars().count() >= SHORT {
            let has = |name: &str| {
                let name = normalised(name);
                name.contains(&wanted) || (name.chars().count() >= SHORT && wanted.contains(&name))
            };
            let like = self
                .registry
                .subjects()
                .filter(|(_, file)| file.names.iter().any(|named| has(&named.name)));
            let like = like.map(|(subject, _)| candidate(subject, why::WITHIN));
            candidates.extend(like.take(TOLD));
        }
        candidates.truncate(TOLD);
        if candidates.is_empty() {
            return none();
        }
        Match::Likely(candidates, why::LIKE.into())
    }

    fn all_sounds(&self) -> BTreeMap<String, Vec<SubjectId>> {
        let mut sounds: BTreeMap<String, Vec<SubjectId>> = BTreeMap::new();
        for (subject, file) in self.registry.subjects() {
            for named in &file.names {
                let known = sounds.entry(sound(&named.name)).or_default();
                if !known.contains(&subject) {
                    known.push(subject);
                }
            }
        }
        sounds
    }
}

/// What is wrong with a text that is meant as a code, whatever it stands under; none where it is a
/// code, or none was meant.
pub fn miscoded(text: &str) -> Option<Both> {
    /// Codes with some characters too few or too many.
    const LENGTHS: std::ops::RangeInclusive<usize> = 15..=20;
    /// The region and most of the organisation have digits.
    const DIGITS: usize = 8;
    if let Some(why) = lost(text) {
        return Some(why);
    }
    let code = base::normalise(text);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let meant = code.bytes().all(|letter| letter.is_ascii_alphanumeric());
    if !meant || !LENGTHS.contains(&code.len()) || digits < DIGITS {
        return None;
    }
    Uscc::parse(&code).err().map(|fault| why::like_a_code(&fault).into())
}

/// That a spreadsheet took a code for a number, if it did.
fn lost(code: &str) -> Option<Both> {
    base::looks_like_number(code).then(|| LOST.into())
}

fn candidate(subject: SubjectId, why: [&'static str; 2]) -> Candidate {
    Candidate { subject, why }
}

#[cfg(test)]
mod tests {
    use zone::Seq;
    use zone::enterprise::{Change, Event};

    use super::*;

    const A: &str = "91610100MA0000007X";

    fn registry() -> Registry {
        let named = |name: &str| Change::Named { name: name.to_owned(), since: None };
        let changes = [
            (0, Change::Made),
            (0, Change::Code(Uscc::parse(A).unwrap())),
            (0, named("西安宏图科技有限公司")),
            (0, named("西安大宏图科技有限公司")),
            (1, Change::Made),
            (1, named("乙制造有限公司")),
            (2, Change::Made),
            (2, named("乙制造有限公司")),
            (3, Change::Made),
            (3, named("丁电子有限公司")),
            (3, named("丁光电有限公司")),
            (3, Change::Left { on: Day::constant(2026, 1, 1) }),
        ];
        let events = changes.map(|(subject, change)| Event {
            seq: Seq(1),
            subject: SubjectId(subject),
            change,
        });
        Registry::as_of(&events, Seq::LATEST).unwrap()
    }

    fn found(code: &str, name: &str) -> Match {
        Matcher::new(&registry(), Day::constant(2026, 1, 1)).find(code, name)
    }

    #[test]
    fn a_code_or_the_name_it_bears_is_sure() {
        assert_eq!(found(A, ""), Match::Sure(SubjectId(0)));
        assert_eq!(found("", "西安大宏图科技 有限公司"), Match::Sure(SubjectId(0)));
    }

    #[test]
    fn a_name_borne_before_is_to_be_looked_at() {
        let before = Both::from([
            "名单上是曾用名，现名“西安大宏图科技有限公司”",
            "the list has a name it bore; now it is “西安大宏图科技有限公司”",
        ]);
        assert_eq!(found("", "西安宏图科技有限公司"), Match::Check(SubjectId(0), before.clone()));
        assert_eq!(found(A, "西安宏图科技有限公司"), Match::Check(SubjectId(0), before));
    }

    #[test]
    fn who_is_outside_the_zone_on_the_day_is_to_be_looked_at() {
        let away = [
            "2026-01-01 不在区内（已迁出或尚未迁入）",
            "not in the zone on 2026-01-01 (moved out, or not yet in)",
        ];
        assert_eq!(found("", "丁光电有限公司"), Match::Check(SubjectId(3), away.into()));
        let both = [
            format!("名单上是曾用名，现名“丁光电有限公司”；{}", away[0]),
            format!("the list has a name it bore; now it is “丁光电有限公司”; {}", away[1]),
        ];
        assert_eq!(found("", "丁电子有限公司"), Match::Check(SubjectId(3), both.into()));
        let registry = registry();
        let before = Matcher::new(&registry, Day::constant(2025, 12, 31));
        assert_eq!(before.find("", "丁光电有限公司"), Match::Sure(SubjectId(3)));
    }

    #[test]
    fn namesakes_and_slips_are_proposed_and_not_taken() {
        let two = [1, 2].map(|subject| candidate(SubjectId(subject), why::OWN_NAME)).to_vec();
        assert_eq!(
            found("", "乙制造有限公司"),
            Match::Likely(two, ["2 家企业用这个名称", "2 enterprises have the name"].into())
        );
        let why = Both::from(why::LIKE);
        let slip = vec![candidate(SubjectId(0), why::SOUND)];
        assert_eq!(found("", "西安鸿图科技有限责任公司"), Match::Likely(slip, why.clone()));
        let short = vec![candidate(SubjectId(0), why::WITHIN)];
        assert_eq!(found("", "大宏图科技"), Match::Likely(short, why));
    }

    #[test]
    fn what_is_nowhere_is_told_why() {
        let nowhere = ["登记库里没有这个名称", "the register has no such name"];
        assert_eq!(found("", "丙公司"), Match::None(nowhere.into()));
        let other = "91610100MA0000023K";
        let none =
            [format!("登记库里没有代码 {other}"), format!("the register has no code {other}")];
        assert_eq!(found(other, ""), Match::None(none.into()));
        let lost = "代码被表格软件变成了数字，末几位已丢失，无法还原；请把该列设为文本后重新填写";
        assert_eq!(LOST[0], lost);
        for number in ["9.16E+17", "916101000000000000"] {
            assert_eq!(found(number, ""), Match::None(LOST.into()));
            assert_eq!(found("", number), Match::None(LOST.into()));
        }
        let slip = "第18位校验位应为“X”，实为“Y”：代码中有字符抄错；请对照证照逐位核对";
        let slip = ["91610100MA0000007Y", "91610100ma0000007y"].map(|code| (code, slip));
        let short = "代码应为18位，实为17位；请对照证照补全或删去多余字符";
        for (code, why) in slip.into_iter().chain([("91610100MA0000007", short)]) {
            let told = |found| {
                if let Match::None(why) = found { why.zh().to_owned() } else { String::new() }
            };
            assert_eq!(told(found(code, "")), why);
            assert_eq!(told(found("", code)), format!("像是代码：{why}"));
        }
        let foreign = Match::None(nowhere.into());
        assert_eq!(found("", "GENERAL ELECTRIC 2000"), foreign);
    }
}
