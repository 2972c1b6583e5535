//! A zone's register, opened from its folder: what it is set to, and who works with it.

mod file;
mod population;
mod single;
pub mod verdict;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use store::{Clock, Opening, Patience, Place, Restored, Store};
use zone::Seq;
use zone::enterprise::Registry;
use zone::people::{Act, Operator, Permit, ReadRegister, Role, Scope};
use zone::say::Tongue;

use crate::say;

pub use file::Kind;
pub use population::Population;
pub use single::{Kept, NoOne, Single, find};

/// The file in a register's folder that says whose it is.
pub const SETTINGS: &str = "zone.toml";

/// What everything from an invented zone says.
pub const INVENTED: &str = "示例数据：企业、代码和数字全部是虚构的，与任何真实企业无关。";

/// A mark in a language: that of an invented zone is worded here, another as its zone words it.
pub fn told_mark(mark: &str, tongue: Tongue) -> &str {
    const INVENTED_EN: &str =
        "Invented: enterprises, codes and figures are made up, and none is a real one's.";
    if mark == INVENTED { tongue.of([mark, INVENTED_EN]) } else { mark }
}

/// What is to be read beside everything from a zone whose name says that it is invented. The
/// database has the name, so that no copy of it without its settings is taken for a real zone.
pub fn mark_of(zone: &str) -> Option<String> {
    zone.contains("虚构").then(|| INVENTED.to_owned())
}

/// What a register is set to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The zone's name.
    pub zone: String,
    /// Folders of packs, as seen from the register's folder or in full.
    pub packs: Vec<PathBuf>,
    /// The URL of a PostgreSQL, where it is not kept in the folder itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// What is to be read beside everything from it, such as that it is invented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// Who works with it where nobody else is named.
    pub operator: Who,
    /// How it is served.
    #[serde(default, skip_serializing_if = "Serving::is_usual")]
    pub server: Serving,
}

/// How a register is served to browsers and programs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Serving {
    /// The address that people type, where it is not the one that is listened at:
    /// `https://zone.example.cn`. With `https` sessions travel on safe connections only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Requests a second of each session, key or address; 0 lifts the limit, 50 where none is
    /// written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<u32>,
    /// The proxies that are believed from where a request comes, such as `127.0.0.1/32`; none
    /// where none is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proxies: Vec<String>,
    /// The provider at which people may sign in (统一身份认证), where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oidc: Option<SignOn>,
}

/// A provider of OpenID Connect, and by what it is told whose officer somebody is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOn {
    /// Its address, as it writes it in what it signs.
    pub issuer: String,
    /// What it calls this program.
    pub client: String,
    /// The file with the secret that it gave, as seen from the register's folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_file: Option<PathBuf>,
    /// The variable of the surroundings that has it, where no file does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_env: Option<String>,
    /// What it says that is somebody's login here; `preferred_username` where none is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// What it is asked for; `openid profile` where nothing is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The certificates of who vouches for its own, where that is not one of the public ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
}

impl Serving {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Whether sessions travel on safe connections only.
    pub fn is_secure(&self) -> bool {
        self.address.as_deref().is_some_and(|address| address.starts_with("https://"))
    }
}

/// Who works with a register at the command line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Who {
    /// Their name.
    pub name: String,
    /// Their department.
    pub department: String,
}

/// Why a register cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Unopened {
    /// There is no register in the folder.
    #[error(
        "{0} 里没有登记库；先建一个：yuanshu init --data {0} --zone 园区名称 --packs 政策包文件夹 --operator 姓名 --department 部门"
    )]
    Absent(String),
    /// There are settings, and no register.
    #[error(
        "{0} 里有 zone.toml，没有登记库（可能是恢复没有做成）；从备份恢复：yuanshu restore 备份文件 --data {0}；要新建，先删去 zone.toml"
    )]
    Empty(String),
    /// There is a register, and no settings.
    #[error(
        "{0} 里的 zone.toml 不见了，登记库还在，内容没有丢；重新写一份：yuanshu init --data {0} --zone 原来的园区名称 --packs 政策包文件夹 --operator 姓名 --department 部门"
    )]
    Unset(String),
    /// There is one already.
    #[error("{0} 里已经有登记库，没有改动；请换一个文件夹，或直接使用它")]
    Taken(String),
    /// A register is to be restored where there is one.
    #[error(
        "{place} 已经是一个登记库，没有动它，没有恢复；请恢复到别处（--data 另一个文件夹），或先把它移走"
    )]
    Occupied {
        /// The file, or the address of a database.
        place: String,
    },
    /// The machine does not open it.
    #[error(
        "{0} 打不开：当前用户没有权限，或磁盘出错；什么都没有改动。请换登记库的所有者来运行，或请管理员给这个用户读写权限"
    )]
    Closed(String),
    /// What stands where its file is cannot be used.
    #[error(
        "{file} {fault}，没有动它；请先把它移到别处，再从备份恢复：yuanshu restore 备份文件 --data {folder}；从来没有过登记库的，移走后用 yuanshu init 新建"
    )]
    Unusable {
        /// The file.
        file: String,
        /// The folder that it is in.
        folder: String,
        /// What is wrong with it.
        fault: file::Fault,
    },
    /// Its settings cannot be read.
    #[error(
        "{path} 读不懂：{why}；请照着改正，或删去它，用 yuanshu init 重新写一份：登记库的内容不动"
    )]
    Settings {
        /// The file.
        path: String,
        /// Where, and what is wrong.
        why: String,
    },
    /// The database says why.
    #[error("{}", .0.zh())]
    Store(#[from] store::Error),
    /// PostgreSQL does not answer.
    #[error("{}；地址是 {address}，写在 zone.toml 的 database 里", .why.zh())]
    Unreached {
        /// Where it was looked for, without who asks.
        address: String,
        /// Why it does not.
        why: store::Error,
    },
    /// The person may not.
    #[error("{}", .0.zh())]
    Refused(#[from] zone::people::Refused),
}

/// A register that is open, and who works with it.
#[derive(Debug)]
pub struct Register {
    /// Its rows.
    pub store: Store,
    /// What it is set to.
    pub settings: Settings,
    /// Who works with it.
    pub operator: Operator,
    /// Its folder.
    pub folder: PathBuf,
}

impl Register {
    /// Makes a register in a folder that has none.
    pub fn found(folder: &Path, settings: Settings, clock: Clock) -> Result<Self, Unopened> {
        let file = folder.join(SETTINGS);
        let named = folder.display().to_string();
        let kept = Settings::read(folder).ok();
        usable(folder, kept.as_ref().unwrap_or(&settings))?;
        let there = kept.map(|kept| opening(folder, &kept, clock.clone()).place.exists());
        if file.exists() {
            let empty = there == Some(false);
            return Err(if empty { Unopened::Empty(named) } else { Unopened::Taken(named) });
        }
        let operator = operator(&settings, None);
        let opening = opening(folder, &settings, clock);
        // The settings were lost, and the register is there: it gets others.
        let store = if settings.database.is_none() && opening.place.exists() {
            reached(Store::open(opening), (folder, &settings))?
        } else {
            reached(Store::found(opening, &operator.may()?), (folder, &settings))?
        };
        settings.write(folder)?;
        Ok(Self { store, settings, operator, folder: folder.to_owned() })
    }

    /// Opens the register of a folder for a person; the one it is set to where none is named.
    pub fn open(folder: &Path, who: Option<Who>, clock: Clock) -> Result<Self, Unopened> {
        let settings = Settings::read(folder)?;
        let operator = operator(&settings, who);
        let opening = opening(folder, &settings, clock);
        if !opening.place.exists() {
            return Err(Unopened::Empty(folder.display().to_string()));
        }
        usable(folder, &settings)?;
        let store = reached(Store::open(opening), (folder, &settings))?;
        Ok(Self { store, settings, operator, folder: folder.to_owned() })
    }

    /// Opens a register that an earlier program made, and brings it to this one's version.
    pub fn migrate(folder: &Path, who: Option<Who>, clock: Clock) -> Result<Self, Unopened> {
        let settings = Settings::read(folder)?;
        let operator = operator(&settings, who);
        usable(folder, &settings)?;
        let store = Store::migrate(opening(folder, &settings, clock), &operator.may()?);
        let store = reached(store, (folder, &settings))?;
        Ok(Self { store, settings, operator, folder: folder.to_owned() })
    }

    /// Makes the register of a folder again from a backup.
    pub fn restore(
        folder: &Path,
        who: Option<Who>,
        backup: &Path,
        clock: Clock,
    ) -> Result<Restored, Unopened> {
        let settings = Settings::read(folder)?;
        let operator = operator(&settings, who);
        usable(folder, &settings)?;
        let opening = opening(folder, &settings, clock);
        let restored = Store::restore(opening, &operator.may()?, backup);
        let (_, restored) = restored.map_err(|why| match (why, &settings.database) {
            (store::Error::Taken, Some(url)) => Unopened::Occupied { place: address(url) },
            (store::Error::Taken, None) => {
                Unopened::Occupied { place: Place::folder(folder).to_string() }
            }
            (why, _) => why.into(),
        })?;
        Ok(restored)
    }

    /// Moves the register to an empty PostgreSQL, and is set to that from then on.
    pub fn move_to(self, url: &str, clock: Clock) -> Result<Self, Unopened> {
        let Self { store, mut settings, operator, folder } = self;
        settings.database = Some(url.to_owned());
        let store = store.move_to(&operator.may()?, opening(&folder, &settings, clock))?;
        settings.write(&folder)?;
        Ok(Self { store, settings, operator, folder })
    }

    /// Lets another person work with it.
    pub fn seat(&mut self, who: Who) {
        self.operator = operator(&self.settings, Some(who));
    }

    /// The proof that the person may do `A`.
    pub fn may<A: Act>(&self) -> Result<Permit<A>, Unopened> {
        Ok(self.operator.may()?)
    }

    /// The folders of its packs.
    pub fn packs(&self) -> Vec<PathBuf> {
        self.settings.packs_in(&self.folder)
    }

    /// Who is who as of a line, and that line: the last where none is named.
    pub fn registry(&self, known: Option<Seq>) -> Result<(Registry, Seq), Unopened> {
        let permit = self.may::<ReadRegister>()?;
        let known = match known {
            Some(known) => known,
            None => self.store.head()?.seq,
        };
        Ok((self.store.registry(&permit, known)?, known))
    }
}

/// Says where a database that does not answer was looked for, and of a file which it is.
fn reached(
    opened: Result<Store, store::Error>,
    (folder, settings): (&Path, &Settings),
) -> Result<Store, Unopened> {
    opened.map_err(|why| match (&settings.database, file::Fault::found(&why)) {
        (Some(url), _) if matches!(why, store::Error::Gone(_)) => {
            Unopened::Unreached { address: address(url), why }
        }
        (None, Some(fault)) => unusable(folder, fault),
        (None, None) if matches!(why, store::Error::Gone(_) | store::Error::Denied { .. }) => {
            Unopened::Closed(Place::folder(folder).to_string())
        }
        _ => why.into(),
    })
}

/// Refuses a file that is no register before anything is made of it.
fn usable(folder: &Path, settings: &Settings) -> Result<(), Unopened> {
    match file::Fault::seen(folder) {
        Some(fault) if settings.database.is_none() => Err(unusable(folder, fault)),
        _ => Ok(()),
    }
}

fn unusable(folder: &Path, fault: file::Fault) -> Unopened {
    let file = Place::folder(folder).to_string();
    Unopened::Unusable { file, folder: folder.display().to_string(), fault }
}

/// The address of a database without the name and the password of who asks.
pub fn address(url: &str) -> String {
    if let Some((_, rest)) = url.split_once("://") {
        return rest.rsplit('@').next().unwrap_or_default().to_owned();
    }
    let words = url.split_whitespace();
    let place = |word: &&str| ["host", "port", "dbname"].iter().any(|key| word.starts_with(key));
    words.filter(place).collect::<Vec<_>>().join(" ")
}

impl Settings {
    /// Those of a folder.
    pub fn read(folder: &Path) -> Result<Self, Unopened> {
        let file = folder.join(SETTINGS);
        let named = folder.display().to_string();
        let there = file.try_exists().map_err(|_| Unopened::Closed(named.clone()))?;
        if !there {
            if let Some(fault) = file::Fault::seen(folder) {
                return Err(unusable(folder, fault));
            }
            let there = Place::folder(folder).exists();
            return Err(if there { Unopened::Unset(named) } else { Unopened::Absent(named) });
        }
        let text = std::fs::read_to_string(&file).map_err(|error| match error.kind() {
            std::io::ErrorKind::PermissionDenied => Unopened::Closed(file.display().to_string()),
            _ => unread(&file, &error),
        })?;
        let read = toml::from_str(&text).map_err(|error| unfit(&file, say::toml(&error, &text)));
        let mut settings: Self = read?;
        settings.mark = settings.mark.or_else(|| mark_of(&settings.zone));
        Ok(settings)
    }

    /// The folders of packs of a register in `folder`.
    pub fn packs_in(&self, folder: &Path) -> Vec<PathBuf> {
        self.packs.iter().map(|pack| folder.join(pack)).collect()
    }

    /// Writes them whole or not at all.
    pub fn write(&self, folder: &Path) -> Result<(), Unopened> {
        let (file, part) = (folder.join(SETTINGS), folder.join("zone.toml.part"));
        std::fs::create_dir_all(folder).map_err(|error| unread(&file, &error))?;
        let text = toml::to_string(self).map_err(|error| unfit(&file, error.to_string()))?;
        std::fs::write(&part, text).map_err(|error| unread(&file, &error))?;
        if self.database.is_some() {
            // The address may have the database's password.
            store::guard(&part).map_err(|error| unread(&file, &error))?;
        }
        std::fs::rename(&part, &file).map_err(|error| unread(&file, &error))
    }
}

fn unread(file: &Path, why: &std::io::Error) -> Unopened {
    unfit(file, say::disk(why).to_string())
}

fn unfit(file: &Path, why: String) -> Unopened {
    Unopened::Settings { path: file.display().to_string(), why }
}

/// Whoever can open the folder at the command line could do anything to its files: they have
/// every role. Two persons are still two names in the journal.
fn operator(settings: &Settings, who: Option<Who>) -> Operator {
    let Who { name, department } = who.unwrap_or_else(|| settings.operator.clone());
    let (zone, roles) = (settings.zone.clone(), BTreeSet::from(Role::ALL));
    Operator { zone, name, department, roles, scope: Scope::Zone }
}

fn opening(folder: &Path, settings: &Settings, clock: Clock) -> Opening {
    let place = match &settings.database {
        Some(url) => Place::server(url, folder),
        None => Place::folder(folder),
    };
    let tell = Arc::new(|who: &str| {
        // Where nobody reads it, waiting goes on all the same.
        let _told =
            writeln!(std::io::stderr(), "另一个程序正在用登记库（{who}），等它结束……").is_ok();
    });
    Opening { place, zone: settings.zone.clone(), clock, patience: Patience::Wait(tell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_an_invented_zone_is_told_in_both_languages_and_any_other_as_it_was_worded() {
        let told = |mark| [Tongue::Chinese, Tongue::English].map(|tongue| told_mark(mark, tongue));
        let english =
            "Invented: enterprises, codes and figures are made up, and none is a real one's.";
        assert_eq!(told(INVENTED), [INVENTED, english]);
        assert_eq!(told("测试库：数字不作准"), ["测试库：数字不作准"; 2]);
    }
}
