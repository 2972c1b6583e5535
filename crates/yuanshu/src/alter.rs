//! What a person changes of who an enterprise is, by command or over HTTP: its name, its code,
//! coming and going.

use base::{Day, Uscc};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Alteration, Merge};
use zone::enterprise::{Change, File, Registry, SubjectId, normalised};

use crate::amend::{Unfit, reason, unfit};

/// What changes of an enterprise, as somebody says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Altered<'a> {
    /// It is called so.
    Name(&'a str),
    /// Its unified social credit code is this.
    Code(&'a str),
    /// It moved into the zone.
    Arrived,
    /// It left the zone, or ceased to be.
    Left,
}

/// What may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// 企业名称
    Name,
    /// 统一社会信用代码
    Code,
    /// 迁入
    Arrived,
    /// 迁出或注销
    Left,
}

impl What {
    /// By its word.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "名称" | "企业名称" => Some(Self::Name),
            "代码" | "统一社会信用代码" => Some(Self::Code),
            "迁入" => Some(Self::Arrived),
            "迁出" | "注销" => Some(Self::Left),
            _ => None,
        }
    }
}

/// More is no name.
const LONGEST: usize = 200;

impl<'a> Altered<'a> {
    /// What is meant by a word (名称, 代码, 迁入, 迁出) with a value and a day, as a person writes it.
    ///
    /// # Errors
    /// When it lacks its value, or has one that it does not take.
    pub fn read(what: What, value: Option<&'a str>, on: Option<Day>) -> Result<Self, Unfit> {
        match (what, value) {
            (What::Code, _) if on.is_some() => {
                Err(unfit("on", "代码没有起始日，请不要写", "a code has no first day"))
            }
            (What::Name, Some(name)) => Ok(Self::Name(name)),
            (What::Code, Some(code)) => Ok(Self::Code(code)),
            (What::Arrived, None) => Ok(Self::Arrived),
            (What::Left, None) => Ok(Self::Left),
            (What::Name | What::Code, None) => {
                Err(unfit("value", "要写新的名称或代码", "say the new name or code"))
            }
            (What::Arrived | What::Left, Some(_)) => {
                Err(unfit("value", "迁入、迁出没有值，请不要写", "coming and going have no value"))
            }
        }
    }

    /// What is to be written of an enterprise, from a day on.
    ///
    /// # Errors
    /// When it is so already, cannot be read, is another's code, or nobody says why.
    pub fn of(
        self,
        (subject, registry): (SubjectId, &Registry),
        on: Day,
        why: &str,
    ) -> Result<Alteration, Unfit> {
        let none = || unfit("subject", "登记库里没有这家企业", "there is no such enterprise");
        let file = registry.file(subject).ok_or_else(none)?;
        let change = match self {
            Self::Name(name) => Change::Named { name: another(name, (file, on))?, since: Some(on) },
            Self::Code(code) => Change::Code(own(code, (subject, registry))?),
            Self::Arrived if file.is_here(on) == Some(true) => {
                return Err(unfit("on", format!("它 {on} 已经在区内"), "it is in the zone"));
            }
            Self::Arrived => Change::Arrived { on },
            Self::Left if file.is_here(on) == Some(false) => {
                return Err(unfit("on", format!("它 {on} 已经不在区内"), "it is not in the zone"));
            }
            Self::Left => Change::Left { on },
        };
        let names = match &change {
            Change::Named { name, .. } => outdated(file, on, name),
            _ => Vec::new(),
        };
        Ok(Alteration { subject, change, names, reason: reason(why)? })
    }
}

/// Which file becomes another's. Where both have codes and these differ they are two enterprises as
/// a rule, and whoever joins them says why.
///
/// # Errors
/// When codes differ and nobody says why.
pub fn join(
    registry: &Registry,
    (file, into): (SubjectId, SubjectId),
    why: Option<&str>,
) -> Result<Merge, Unfit> {
    let coded = |subject| {
        let file = registry.file(subject)?;
        Some((file.last_name().unwrap_or_default(), file.code()?))
    };
    if let (Some((name, code)), Some((like, other)), None) = (coded(file), coded(into), why)
        && code != other
    {
        let zh = format!(
            "“{name}”（{code}）与“{like}”（{other}）的统一社会信用代码不同，多半是两家；确是同一家的（如换过代码），要写明原因"
        );
        return Err(unfit("reason", zh, "their codes differ: say why they are one"));
    }
    Ok(Merge { file, into, reason: why.map(reason).transpose()? })
}

/// A name that it does not bear on the day.
fn another(name: &str, (file, on): (&File, Day)) -> Result<String, Unfit> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST {
        let zh = format!("要写新的企业名称，最多 {LONGEST} 字");
        return Err(unfit("value", zh, "a name is missing, or too long"));
    }
    match file.name(on) {
        Some(held) if normalised(held) == normalised(name) => {
            let zh = format!("它 {on} 的名称已经是“{held}”，没有改动");
            Err(unfit("value", zh, "it is called so already"))
        }
        _ => Ok(name.to_owned()),
    }
}

/// What else is learnt of its names where it is called otherwise from a day on: before that day it
/// was called as it is held to be, and sheets of later days that call it so were behind the times.
fn outdated(file: &File, on: Day, name: &str) -> Vec<Change> {
    let Some(old) = file.name(on) else { return Vec::new() };
    let earlier = file.names.iter().any(|named| named.since.is_none_or(|since| since < on));
    let first = (!earlier).then(|| Change::Named { name: old.to_owned(), since: None });
    let mut later: Vec<Day> = file.names.iter().filter_map(|named| named.since).collect();
    later.retain(|since| *since > on);
    later.sort_unstable();
    later.dedup();
    let behind = later.into_iter().take_while(|since| file.name(*since) == Some(old));
    let renamed = |since| Change::Named { name: name.to_owned(), since: Some(since) };
    first.into_iter().chain(behind.map(renamed)).collect()
}

/// A code that no other enterprise has.
fn own(text: &str, (subject, registry): (SubjectId, &Registry)) -> Result<Uscc, Unfit> {
    let code = Uscc::parse(text)
        .map_err(|fault| unfit("value", fault.zh(), "it is no unified social credit code"))?;
    if registry.file(subject).and_then(File::code) == Some(code) {
        return Err(unfit("value", "它的代码已经是这个，没有改动", "that is its code already"));
    }
    let others = registry.of_code(code);
    let Some(other) = others.iter().find(|found| found.subject != subject) else {
        return Ok(code);
    };
    let name = registry.file(other.subject).and_then(File::last_name).unwrap_or_default();
    let zh = format!("这是“{name}”的代码；确是同一家的，请合并两个档案，不是的请核对证照");
    Err(unfit("value", zh, "it is the code of another enterprise"))
}
