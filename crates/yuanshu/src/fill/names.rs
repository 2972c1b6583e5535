//! Whom a line of a list means: by code, by name, by a name borne before; and who is like it.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use base::{Day, Uscc};
use zone::enterprise::{How, Registry, SubjectId, normalised, sound};

use crate::read::LOST;

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
    Check(SubjectId, String),
    /// One of these perhaps, and why.
    Likely(Vec<Candidate>, String),
    /// Nobody, and what is wrong with the line.
    None(String),
}

/// Who may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Whose file.
    pub subject: SubjectId,
    /// In what it is like the line.
    pub why: &'static str,
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
        let outside = || format!("{} 不在区内（已迁出或尚未迁入）", self.on);
        match self.whom(code, name) {
            Match::Sure(subject) if self.is_away(subject) => Match::Check(subject, outside()),
            Match::Check(subject, why) if self.is_away(subject) => {
                Match::Check(subject, format!("{why}；{}", outside()))
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
                [] => Some(format!("登记库里没有代码 {parsed}")),
                several => {
                    let same = several.iter().map(|found| candidate(found.subject, "代码相同"));
                    return Match::Likely(same.collect(), "几个档案是这个代码".to_owned());
                }
            },
            Err(fault) => Some(lost(code).map_or_else(|| fault.zh(), str::to_owned)),
        };
        match (wrong, name) {
            (Some(wrong), "") => Match::None(wrong),
            (None, "") => Match::None("没有名称也没有代码".to_owned()),
            (None, name) => match (self.of_name(name), miscoded(name)) {
                (Match::None(_), Some(wrong)) => Match::None(wrong),
                (found, _) => found,
            },
            (Some(wrong), name) => match self.of_name(name) {
                Match::Sure(subject) | Match::Check(subject, _) => {
                    Match::Likely(vec![candidate(subject, "名称相同")], wrong)
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
            return Match::Check(subject, format!("名单上是曾用名，现名“{now}”"));
        }
        Match::Check(subject, format!("按代码认定；登记库里这个代码的名称是“{now}”，请核对"))
    }

    fn of_name(&self, name: &str) -> Match {
        let found = self.registry.of_name(name);
        let own: Vec<_> = found.iter().filter(|found| found.how == How::Own).collect();
        match (own.as_slice(), found.as_slice()) {
            ([one], [_]) => Match::Sure(one.subject),
            ([one], several) => {
                let others = several.iter().filter(|other| other.subject != one.subject);
                let others: Vec<String> = others.map(|other| self.called(other.subject)).collect();
                let why = format!("按现名认定；曾用此名的还有 {}", others.join("、"));
                Match::Check(one.subject, why)
            }
            ([], [one]) => {
                let now = self.name(one.subject);
                Match::Check(one.subject, format!("名单上是曾用名，现名“{now}”"))
            }
            ([], []) => self.like(name),
            _ => {
                let why = |how| if how == How::Own { "现名相同" } else { "曾用名相同" };
                let same = found.iter().map(|found| candidate(found.subject, why(found.how)));
                Match::Likely(same.collect(), format!("{} 家企业用这个名称", found.len()))
            }
        }
    }

    /// Those whose names sound the same, or have this one in theirs.
    fn like(&self, name: &str) -> Match {
        let none = || Match::None("登记库里没有这个名称".to_owned());
        let sounds = self.sounds.get_or_init(|| self.all_sounds());
        let mut candidates: Vec<Candidate> = sounds
            .get(&sound(name))
            .into_iter()
            .flatten()
            .map(|subject| candidate(*subject, "读音相同"))
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
            let like = like.map(|(subject, _)| candidate(subject, "名称包含"));
            candidates.extend(like.take(TOLD));
        }
        candidates.truncate(TOLD);
        if candidates.is_empty() {
            return none();
        }
        Match::Likely(candidates, "登记库里没有这个名称，有相近的".to_owned())
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
pub fn miscoded(text: &str) -> Option<String> {
    /// Codes with some characters too few or too many.
    const LENGTHS: std::ops::RangeInclusive<usize> = 15..=20;
    /// The region and most of the organisation have digits.
    const DIGITS: usize = 8;
    if let Some(why) = lost(text) {
        return Some(why.to_owned());
    }
    let code = base::normalise(text);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let meant = code.bytes().all(|letter| letter.is_ascii_alphanumeric());
    if !meant || !LENGTHS.contains(&code.len()) || digits < DIGITS {
        return None;
    }
    Uscc::parse(&code).err().map(|fault| format!("像是代码：{}", fault.zh()))
}

/// That a spreadsheet took a code for a number, if it did.
fn lost(code: &str) -> Option<&'static str> {
    base::looks_like_number(code).then_some(LOST)
}

fn candidate(subject: SubjectId, why: &'static str) -> Candidate {
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
        let before = "名单上是曾用名，现名“西安大宏图科技有限公司”".to_owned();
        assert_eq!(found("", "西安宏图科技有限公司"), Match::Check(SubjectId(0), before.clone()));
        assert_eq!(found(A, "西安宏图科技有限公司"), Match::Check(SubjectId(0), before));
    }

    #[test]
    fn who_is_outside_the_zone_on_the_day_is_to_be_looked_at() {
        let away = "2026-01-01 不在区内（已迁出或尚未迁入）";
        assert_eq!(found("", "丁光电有限公司"), Match::Check(SubjectId(3), away.to_owned()));
        let both = format!("名单上是曾用名，现名“丁光电有限公司”；{away}");
        assert_eq!(found("", "丁电子有限公司"), Match::Check(SubjectId(3), both));
        let registry = registry();
        let before = Matcher::new(&registry, Day::constant(2025, 12, 31));
        assert_eq!(before.find("", "丁光电有限公司"), Match::Sure(SubjectId(3)));
    }

    #[test]
    fn namesakes_and_slips_are_proposed_and_not_taken() {
        let two = [1, 2].map(|subject| candidate(SubjectId(subject), "现名相同")).to_vec();
        assert_eq!(
            found("", "乙制造有限公司"),
            Match::Likely(two, "2 家企业用这个名称".to_owned())
        );
        let why = "登记库里没有这个名称，有相近的".to_owned();
        let slip = vec![candidate(SubjectId(0), "读音相同")];
        assert_eq!(found("", "西安鸿图科技有限责任公司"), Match::Likely(slip, why.clone()));
        let short = vec![candidate(SubjectId(0), "名称包含")];
        assert_eq!(found("", "大宏图科技"), Match::Likely(short, why));
    }

    #[test]
    fn what_is_nowhere_is_told_why() {
        assert_eq!(found("", "丙公司"), Match::None("登记库里没有这个名称".to_owned()));
        let other = "91610100MA0000023K";
        assert_eq!(found(other, ""), Match::None(format!("登记库里没有代码 {other}")));
        let lost = "代码被表格软件变成了数字，末几位已丢失，无法还原；请把该列设为文本后重新填写";
        for number in ["9.16E+17", "916101000000000000"] {
            assert_eq!(found(number, ""), Match::None(lost.to_owned()));
            assert_eq!(found("", number), Match::None(lost.to_owned()));
        }
        let slip = "第18位校验位应为“X”，实为“Y”：代码中有字符抄错；请对照证照逐位核对";
        let slip = ["91610100MA0000007Y", "91610100ma0000007y"].map(|code| (code, slip));
        let short = "代码应为18位，实为17位；请对照证照补全或删去多余字符";
        for (code, why) in slip.into_iter().chain([("91610100MA0000007", short)]) {
            assert_eq!(found(code, ""), Match::None(why.to_owned()));
            assert_eq!(found("", code), Match::None(format!("像是代码：{why}")));
        }
        let foreign = Match::None("登记库里没有这个名称".to_owned());
        assert_eq!(found("", "GENERAL ELECTRIC 2000"), foreign);
    }
}
