//! The same tests over both engines, each on a register of its own.

mod badday;
mod copy;
mod crash;
mod gate;
mod journal;
mod motion;
mod once;
mod open;
mod people;
mod policy;
mod reach;
mod register;
mod say;
mod snapshot;
mod sought;
mod task;
mod undone;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use jiff::Timestamp;
use zone::enterprise::SubjectId;
use zone::people::{Act, Operator, Permit, Role, Scope};

use crate::db::{Db, Purpose};
use crate::place::Engine;
use crate::{Clock, Opening, Patience, Place, Store};

/// Makes of each named function a test on SQLite and one on PostgreSQL.
macro_rules! on_both {
    ($($name:ident)*) => {$(
        mod $name {
            #[test]
            fn on_sqlite() {
                super::$name(&$crate::tests::Bed::sqlite());
            }

            #[test]
            fn on_postgres() {
                // Where ./test found no PostgreSQL it has said so.
                if let Some(bed) = $crate::tests::Bed::postgres() {
                    super::$name(&bed);
                }
            }
        }
    )*};
}
pub(crate) use on_both;

/// The zone of the tests.
pub(crate) const ZONE: &str = "示范高新区";

/// 2026-11-21T03:00:00Z.
const MORNING: i64 = 1_795_230_000_000;

/// A place for one test, gone after it.
#[derive(Debug)]
pub(crate) struct Bed {
    pub(crate) place: Place,
    folder: PathBuf,
    /// Milliseconds since 1970.
    clock: Arc<AtomicI64>,
    /// The server without the test's schema, and the schema.
    schema: Option<(String, String)>,
}

impl Bed {
    pub(crate) fn sqlite() -> Self {
        let folder = folder();
        Self { place: Place::folder(&folder), folder, clock: clock(), schema: None }
    }

    pub(crate) fn memory() -> Self {
        Self { place: Place::memory(), folder: folder(), clock: clock(), schema: None }
    }

    pub(crate) fn postgres() -> Option<Self> {
        let server = std::env::var("YUANSHU_TEST_POSTGRES").ok().filter(|url| !url.is_empty())?;
        let folder = folder();
        let schema = folder.file_name().unwrap().to_str().unwrap().replace('-', "_");
        run(&server, &format!("CREATE SCHEMA {schema}"));
        let mark = if server.contains('?') { '&' } else { '?' };
        let url =
            format!("{server}{mark}application_name={schema}&options=-c%20search_path%3D{schema}");
        let place = Place::server(url, &folder);
        Some(Self { place, folder, clock: clock(), schema: Some((server, schema)) })
    }

    /// Another place on the same engine.
    pub(crate) fn other(&self) -> Self {
        match self.schema {
            Some(_) => Self::postgres().unwrap(),
            None => Self::sqlite(),
        }
    }

    /// The server's database with the folder of another bed.
    pub(crate) fn place_beside(&self, other: &Self) -> Place {
        Place { folder: Some(other.folder.clone()), ..self.place.clone() }
    }

    /// The disk with the database breaks; what stands beside it is left.
    pub(crate) fn lose(&self) {
        match &self.schema {
            Some((server, schema)) => {
                run(server, &format!("DROP SCHEMA {schema} CASCADE; CREATE SCHEMA {schema}"));
            }
            None => std::fs::remove_file(self.place.file()).unwrap(),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The clock says so many milliseconds after the morning.
    pub(crate) fn set_clock(&self, milliseconds: i64) {
        self.clock.store(MORNING + milliseconds, Ordering::SeqCst);
    }

    pub(crate) fn opening(&self) -> Opening {
        let clock = self.clock.clone();
        let tell = move || Timestamp::from_millisecond(clock.load(Ordering::SeqCst)).unwrap();
        Opening {
            place: self.place.clone(),
            zone: ZONE.into(),
            clock: Clock::new(tell),
            patience: Patience::Fail,
        }
    }

    /// A register that was just made.
    pub(crate) fn found(&self) -> Store {
        std::fs::create_dir_all(&self.folder).unwrap();
        Store::found(self.opening(), &may("周建国")).unwrap()
    }

    /// Opened once more. A server notices only after a while that who wrote before is gone: on a
    /// busy machine that takes as long as it takes.
    pub(crate) fn open(&self) -> Store {
        let patience = Patience::Wait(Arc::new(|_| {}));
        Store::open(Opening { patience, ..self.opening() }).unwrap()
    }

    /// The database itself, behind the register's back.
    pub(crate) fn db(&self) -> Db {
        Db::open(&self.place, Purpose::Write).unwrap()
    }

    pub(crate) fn is_server(&self) -> bool {
        matches!(self.place.engine, Engine::Server(_))
    }
}

impl Drop for Bed {
    fn drop(&mut self) {
        if let Some((server, schema)) = &self.schema {
            run(server, &format!("DROP SCHEMA {schema} CASCADE"));
        }
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder).unwrap();
        }
    }
}

fn run(server: &str, sql: &str) {
    let place = Place::server(server, "");
    Db::open(&place, Purpose::Write).unwrap().batch(sql).unwrap();
}

/// A folder that no other test has, nor left behind when it was ended: numbers of processes come
/// again.
pub(crate) fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let own = |number| format!("yuanshu-{}-{number}", std::process::id());
    let folders = std::iter::from_fn(|| Some(own(NEXT.fetch_add(1, Ordering::Relaxed))));
    let mut folders = folders.map(|own| std::env::temp_dir().join(own));
    folders.find(|folder| !folder.exists()).unwrap()
}

fn clock() -> Arc<AtomicI64> {
    Arc::new(AtomicI64::new(MORNING))
}

/// The permit of somebody who may do everything.
pub(crate) fn may<A: Act>(name: &str) -> Permit<A> {
    of_zone(ZONE, name)
}

/// The same for somebody of another zone.
pub(crate) fn of_zone<A: Act>(zone: &str, name: &str) -> Permit<A> {
    permit(zone, name, Scope::Zone)
}

/// That of an enterprise, for its own file.
pub(crate) fn own<A: Act>(subject: SubjectId) -> Permit<A> {
    permit(ZONE, "企业经办人", Scope::Own(subject))
}

/// That of somebody who has one park.
pub(crate) fn in_park<A: Act>(park: &str) -> Permit<A> {
    permit(ZONE, "李秀英", Scope::Park(park.into()))
}

fn permit<A: Act>(zone: &str, name: &str, scope: Scope) -> Permit<A> {
    let operator = Operator {
        zone: zone.into(),
        name: name.into(),
        department: "经济发展局".into(),
        roles: Role::ALL.into(),
        scope,
    };
    operator.may().unwrap()
}
