//! Copies of the whole register: backups, and what is made of them again.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::json;
use zone::Seq;
use zone::people::{KeepStore, Permit};

use crate::copy::copy;
use crate::db::{Db, Purpose};
use crate::error::Error;
use crate::heads::{self, sync_folder};
use crate::journal::Head;
use crate::migrate::MIGRATIONS;
use crate::place::{Engine, Place, guard};
use crate::session::Opening;
use crate::store::Store;
use crate::verify::{Verified, verify};
use crate::{meta, migrate};

/// What became of a register that was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The last line of the backup.
    pub head: Head,
    /// The last line that was acknowledged before and is not in the backup, if there is one.
    pub lost: Option<Seq>,
}

impl Store {
    /// Writes the whole register into one file, as it is at this moment, and checks the copy.
    /// Others may write meanwhile.
    ///
    /// # Errors
    /// [`Error::Taken`] where there is a file of that name.
    pub fn backup(&self, permit: &Permit<KeepStore>, path: &Path) -> Result<Verified, Error> {
        if path.exists() {
            return Err(Error::Taken);
        }
        let part = beside(path, "part");
        remove(&part)?;
        let made = self.read(permit, |db| match db {
            Db::Sqlite(db) => db.copy_to(&part),
            Db::Server(_) => into_file(db, &part),
        });
        let checked = made.and_then(|()| sound(&part, self.zone()));
        if checked.is_err() {
            remove(&part)?;
            // SQLite's own, of the page that it could not write.
            remove(&beside(path, "part-journal"))?;
        }
        let checked = checked?;
        guard(&part)?;
        File::open(&part)?.sync_all()?;
        fs::rename(&part, path)?;
        sync_folder(path)?;
        Ok(checked)
    }

    /// Makes a register of a backup, where there is none.
    ///
    /// Heads that outlived the lost register are kept; what they vouch for beyond the backup is
    /// lost, and said.
    pub fn restore(
        opening: Opening,
        permit: &Permit<KeepStore>,
        backup: &Path,
    ) -> Result<(Self, Restored), Error> {
        if !backup.exists() {
            return Err(Error::Absent);
        }
        permit.within(&opening.zone)?;
        let head = sound(backup, &opening.zone)?.head;
        let placed = match &opening.place.engine {
            Engine::Memory(_) | Engine::Server(_) => from_file(&opening, backup),
            Engine::File => place_file(&opening.place, backup),
        };
        placed.map_err(|why| why.at(&opening.place))?;
        let lost = heads_up_to(&opening.place, head)?;
        let store = Self::open(opening)?;
        let detail = json!({ "restore": head.seq.0, "lost": lost.map(|lost| lost.0) });
        store.write(permit, &detail, |tx| {
            // Who signed out since the backup would be signed in again.
            tx.db.execute("DELETE FROM session", &[]).map(|_| ())
        })?;
        Ok((store, Restored { head, lost }))
    }
}

/// Checks that a file is the whole register of `zone`.
fn sound(path: &Path, zone: &str) -> Result<Verified, Error> {
    let mut db = Db::file(path, Purpose::Read)?;
    meta::check(&mut db, zone)?;
    let checked = verify(&mut db, &Place::memory())?;
    match checked.faults.first() {
        Some(fault) => Err(Error::Unsound(fault.zh())),
        None => Ok(checked),
    }
}

/// Copies a server's rows into a SQLite file.
fn into_file(db: &mut Db, path: &Path) -> Result<(), Error> {
    let mut file = Db::file(path, Purpose::Write)?;
    file.begin()?;
    copy(db, &mut file)?;
    file.commit()?;
    // A file that stands alone needs no second one beside it.
    file.batch("PRAGMA journal_mode = DELETE")
}

/// Copies a SQLite file's rows into an empty database.
fn from_file(opening: &Opening, path: &Path) -> Result<(), Error> {
    if let Some(folder) = &opening.place.folder {
        fs::create_dir_all(folder)?;
    }
    let mut file = Db::file(path, Purpose::Read)?;
    let mut db = Db::open(&opening.place, Purpose::Write)?;
    if migrate::found(&mut db, MIGRATIONS)? > 0 {
        return Err(Error::Taken);
    }
    db.begin()?;
    copy(&mut file, &mut db)?;
    db.commit()
}

/// Puts a file where the register's is.
fn place_file(place: &Place, backup: &Path) -> Result<(), Error> {
    let path = place.file();
    if path.exists() {
        return Err(Error::Taken);
    }
    if let Some(folder) = &place.folder {
        fs::create_dir_all(folder)?;
    }
    let part = beside(&path, "part");
    let copied = fs::copy(backup, &part).and_then(|_| guard(&part));
    if let Err(error) = copied.and_then(|()| File::open(&part)?.sync_all()) {
        remove(&part)?;
        return Err(error.into());
    }
    // What a lost register left beside it would be taken for the tail of this one.
    remove(&beside(&path, "db-wal"))?;
    remove(&beside(&path, "db-shm"))?;
    fs::rename(&part, &path)?;
    sync_folder(&path)
}

/// Puts heads beyond `head` aside; returns the last of them.
fn heads_up_to(place: &Place, head: Head) -> Result<Option<Seq>, Error> {
    let (mut kept, mut lost) = (String::new(), None);
    heads::each(place, &mut |known| {
        if known.head.seq > head.seq {
            lost = Some(known.head.seq);
        } else {
            kept.push_str(&heads::spell(&known));
        }
    })?;
    let (Some(lost), Some(path)) = (lost, place.beside(heads::NAME)) else {
        return Ok(None);
    };
    let aside = path.with_file_name(format!("heads-{}.log", lost.0));
    fs::rename(&path, aside)?;
    fs::write(&path, kept)?;
    File::open(&path)?.sync_all()?;
    sync_folder(&path)?;
    Ok(Some(lost))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    path.with_extension(ending)
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
