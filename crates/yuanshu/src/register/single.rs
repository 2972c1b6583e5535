//! One enterprise of a register, without the others.

use std::collections::HashMap;

use base::Day;
use pack::Shelf;
use rule::fact::FactId;
use rule::table::Table;
use rule::value::Value;
use rule::why::Blank;
use store::{Dossier, Hash, Snapshot, Store, View, content_hash};
use zone::Seq;
use zone::enterprise::{Found, Registry, SubjectId};
use zone::fact::{Holding, Stated};
use zone::people::{Permit, ReadRegister};
use zone::policy::{Passport, Subjects};

use super::{Register, Unopened};
use crate::content::Content;
use crate::fill::{Match, Matcher, miscoded};

/// One enterprise: who it is, everything that was said of it, and what counts.
#[derive(Debug)]
pub struct Single {
    /// Which.
    pub subject: SubjectId,
    /// Who it is and everything that was said of it, as of a day and a line of the journal.
    pub dossier: Dossier,
    /// What counts, in one row.
    pub table: Table,
    /// The hash of the content that it was read by.
    pub content: Hash,
    code: Option<String>,
    name: String,
    passports: HashMap<(FactId, Option<i16>), Passport>,
    /// Where each record of a list comes from that several statements make together.
    records: Vec<(FactId, Value, Passport)>,
}

/// What a program that goes on running keeps, so that a question about one enterprise reads that
/// enterprise's rows only.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    /// The register.
    pub store: &'a Store,
    /// Its population, which follows the journal. It may be that of another day.
    pub snapshot: &'a Snapshot,
    /// The content by which both are read.
    pub shelf: &'a Shelf,
}

/// Why there is no such enterprise.
#[derive(Debug, thiserror::Error)]
pub enum NoOne {
    /// None bears that code or name, or several do; in Chinese, with what to write.
    #[error("{0}")]
    Unclear(String),
    /// The register says why.
    #[error(transparent)]
    Register(#[from] Unopened),
}

impl From<store::Error> for NoOne {
    fn from(error: store::Error) -> Self {
        Self::Register(error.into())
    }
}

impl Single {
    /// Reads one enterprise by code or name; of the others nothing is read.
    pub fn read(
        register: &Register,
        content: &Content,
        wanted: &str,
        view: View,
    ) -> Result<Self, NoOne> {
        let permit = register.may::<ReadRegister>()?;
        let known = view.known.min(register.store.head()?.seq);
        let subject = find(register, wanted, known)?;
        let asked = (subject, View { known, ..view });
        let dossier = register.store.dossier(&permit, &content.shelf, asked)?;
        Ok(Self::of(dossier, &content.shelf, content_hash(&content.files))?)
    }

    /// Weighs what was said of one enterprise.
    fn of(dossier: Dossier, shelf: &Shelf, content: Hash) -> Result<Self, store::Error> {
        let nobody = store::Error::Nothing("enterprise");
        let (subject, file) = dossier.files().first().ok_or(nobody)?;
        let (subject, on) = (*subject, dossier.view().on);
        let code = file.code().map(|code| code.to_string());
        let name = file.name(on).unwrap_or_default().to_owned();
        let holdings = dossier.holdings(shelf)?;
        let table = dossier.table_of(shelf, &holdings)?;
        let passports = holdings
            .iter()
            .filter_map(|(key, held)| Some((*key, Passport::of(held.stands.as_ref()?, shelf))));
        let passports = passports.collect();
        let records = holdings.iter().flat_map(|((id, _), held)| records(shelf, *id, held));
        let records = records.collect();
        Ok(Self { subject, dossier, table, content, code, name, passports, records })
    }

    /// The last line that is in it.
    pub fn seq(&self) -> Seq {
        self.dossier.view().known
    }
}

/// Where each record of a list comes from that several statements make together.
fn records(shelf: &Shelf, id: FactId, held: &Holding<'_>) -> Vec<(FactId, Value, Passport)> {
    let (Some(Stated::List(joined)), Some(list)) = (&held.joined, shelf.schema.get(id)) else {
        return Vec::new();
    };
    let place = |stated: &Vec<Option<Stated>>| {
        let record = zone::fact::record(&list.fields, stated);
        let entry = held.bearer(&list.fields, &record)?;
        Some((id, record, Passport::of(&entry, shelf)))
    };
    joined.iter().filter_map(place).collect()
}

impl Kept<'_> {
    /// One enterprise as of any day and any line up to the snapshot's last, which is taken where
    /// a later one is asked for. [`Question::new`](zone::policy::Question::new) over its table
    /// answers with all proofs.
    ///
    /// # Errors
    /// [`store::Error::Nothing`] where there is no such enterprise, or was none at that line.
    pub fn one(
        &self,
        permit: &Permit<ReadRegister>,
        asked: (SubjectId, View),
    ) -> Result<Single, store::Error> {
        let dossier = self.snapshot.dossier(self.store, permit, asked)?;
        Single::of(dossier, self.shelf, self.snapshot.content())
    }
}

impl Subjects for Single {
    fn code(&self, _: usize) -> Option<&str> {
        self.code.as_deref()
    }

    fn name(&self, _: usize) -> &str {
        &self.name
    }

    fn passport(&self, fact: FactId, year: Option<i16>, _: usize) -> Option<Passport> {
        self.passports.get(&(fact, year)).cloned()
    }

    fn record(&self, blank: &Blank, row: usize) -> Option<Passport> {
        let mut own = self.records.iter().filter(|(list, ..)| *list == blank.list);
        let own = own.find(|(_, record, _)| *record == blank.record);
        own.map(|(.., place)| place.clone()).or_else(|| self.passport(blank.list, None, row))
    }
}

/// Those of a code or of a name, as known with a line.
fn bearers(
    register: &Register,
    wanted: &str,
    known: Seq,
) -> Result<(Registry, Vec<Found>), Unopened> {
    let registry = register.store.bearers(&register.may::<ReadRegister>()?, wanted, known)?;
    let found = match base::Uscc::parse(wanted) {
        Ok(code) => registry.of_code(code),
        Err(_) => registry.of_name(wanted),
    };
    Ok((registry, found))
}

/// The enterprise of a code or of a name, as known with a line; where there is none, those of
/// like names are told.
pub fn find(register: &Register, wanted: &str, known: Seq) -> Result<SubjectId, NoOne> {
    let (registry, found) = bearers(register, wanted, known)?;
    match found.as_slice() {
        [one] => Ok(one.subject),
        [] if !bearers(register, wanted, Seq::LATEST)?.1.is_empty() => Err(NoOne::Unclear(
            format!("到日志第 {known} 笔时，登记库里还没有“{wanted}”：它是后来登记的"),
        )),
        [] => Err(NoOne::Unclear(format!(
            "登记库里没有企业“{wanted}”：{}",
            near(register, wanted, known)?
        ))),
        several => {
            let code = |found: &Found| registry.file(found.subject)?.code();
            let codes = several.iter().filter_map(code).map(|code| code.to_string());
            let codes: Vec<String> = codes.collect();
            let told =
                format!("“{wanted}”对应 {} 家：{}；请写代码", several.len(), codes.join("、"));
            Err(NoOne::Unclear(told))
        }
    }
}

/// What to write instead of a name that none bears.
fn near(register: &Register, wanted: &str, known: Seq) -> Result<String, Unopened> {
    if base::Uscc::parse(wanted).is_ok() {
        return Ok("没有这个代码；请核对代码，或写它的全称".to_owned());
    }
    if let Some(why) = miscoded(wanted) {
        return Ok(why.to_string());
    }
    let (registry, _) = register.registry(Some(known))?;
    let matcher = Matcher::new(&registry, Day::MAX);
    let Match::Likely(some, _) = matcher.find("", wanted) else {
        return Ok("请写 18 位统一社会信用代码，或它的全称".to_owned());
    };
    let like: Vec<String> = some.iter().map(|one| matcher.called(one.subject)).collect();
    Ok(format!("名称相近的有 {}；请写全称或代码", like.join("、")))
}
