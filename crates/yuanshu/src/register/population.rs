//! All enterprises of a register with the facts that count, as policies ask them.

use std::collections::HashMap;

use rule::fact::FactId;
use store::{Dossier, Hash, Resumed, Snapshot, View, content_hash};
use zone::enterprise::SubjectId;
use zone::people::ReadRegister;
use zone::policy::{Passport, Subjects};

use super::verdict::Named;
use super::{Register, Unopened};
use crate::content::Content;

/// All enterprises of a register as of a day and a line of its journal.
#[derive(Debug)]
pub struct Population {
    /// What counts.
    pub snapshot: Snapshot,
    /// The hash of the content that it was read by.
    pub content: Hash,
    names: Named,
    /// Where the figures of some rows come from.
    passports: HashMap<usize, HashMap<(FactId, Option<i16>), Passport>>,
}

impl Population {
    /// Reads it. What was kept the last time is gone on from where it fits.
    pub fn read(register: &Register, content: &Content, view: View) -> Result<Self, Unopened> {
        let permit = register.may::<ReadRegister>()?;
        let hash = content_hash(&content.files);
        let by = store::Content { shelf: &content.shelf, hash };
        let snapshot = if view.known == zone::Seq::LATEST {
            let (snapshot, resumed) = Snapshot::resume(&register.store, &permit, by, view)?;
            if !matches!(resumed, Resumed::Kept(seq) if seq == snapshot.seq()) {
                snapshot.keep(&register.store, by)?;
            }
            snapshot
        } else {
            Snapshot::take(&register.store, &permit, by, view)?
        };
        let names = Named::of(&snapshot);
        Ok(Self { snapshot, content: hash, names, passports: HashMap::new() })
    }

    /// The row of an enterprise: by code, else by name.
    ///
    /// # Errors
    /// In Chinese, with what to write instead.
    pub fn find(&self, wanted: &str) -> Result<usize, String> {
        let registry = self.snapshot.registry();
        let code = base::Uscc::parse(wanted).ok();
        let found = match code {
            Some(code) => registry.of_code(code),
            None => registry.of_name(wanted),
        };
        match found.as_slice() {
            [] => {
                Err(format!("登记库里没有企业“{wanted}”：请写 18 位统一社会信用代码，或它的名称"))
            }
            [one] => self
                .row(one.subject)
                .ok_or_else(|| format!("“{wanted}”在所问的时点还没有登记；请换一个时点")),
            several => {
                let rows = several.iter().filter_map(|found| self.row(found.subject));
                let codes: Vec<&str> = rows.filter_map(|row| self.code(row)).collect();
                Err(format!("“{wanted}”对应 {} 家：{}；请写代码", several.len(), codes.join("、")))
            }
        }
    }

    fn row(&self, subject: SubjectId) -> Option<usize> {
        self.snapshot.row(subject)
    }

    /// Everything that was said of the enterprise of a row; its figures have passports from then
    /// on.
    pub fn open(
        &mut self,
        register: &Register,
        content: &Content,
        row: usize,
    ) -> Result<Option<Dossier>, Unopened> {
        let Some(subject) = self.snapshot.subjects().get(row).copied() else { return Ok(None) };
        let permit = register.may::<ReadRegister>()?;
        let dossier = self.snapshot.dossier(&register.store, &permit, subject)?;
        let holdings = dossier.holdings(&content.shelf)?;
        let passport = |(key, holding): &(store::Key, zone::fact::Holding<'_>)| {
            Some((*key, Passport::of(holding.stands.as_ref()?, &content.shelf)))
        };
        self.passports.insert(row, holdings.iter().filter_map(passport).collect());
        Ok(Some(dossier))
    }
}

impl Subjects for Population {
    fn code(&self, row: usize) -> Option<&str> {
        self.names.code(row)
    }

    fn name(&self, row: usize) -> &str {
        self.names.name(row)
    }

    fn passport(&self, fact: FactId, year: Option<i16>, row: usize) -> Option<Passport> {
        self.passports.get(&row)?.get(&(fact, year)).cloned()
    }
}
