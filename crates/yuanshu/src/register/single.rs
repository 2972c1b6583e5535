//! One enterprise of a register, without the others.

use std::collections::HashMap;

use rule::fact::FactId;
use rule::table::Table;
use store::{Dossier, Hash, View, content_hash};
use zone::Seq;
use zone::enterprise::{File, Found, Registry, SubjectId};
use zone::people::ReadRegister;
use zone::policy::{Passport, Subjects};

use super::{Register, Unopened};
use crate::content::Content;

/// One enterprise: who it is, everything that was said of it, and what counts.
#[derive(Debug)]
pub struct Single {
    /// Which.
    pub subject: SubjectId,
    /// Who is who.
    pub registry: Registry,
    /// Everything that was said of it.
    pub dossier: Dossier,
    /// What counts, in one row.
    pub table: Table,
    /// The last line that is in it.
    pub seq: Seq,
    /// The hash of the content that it was read by.
    pub content: Hash,
    code: Option<String>,
    name: String,
    passports: HashMap<(FactId, Option<i16>), Passport>,
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
    /// Reads one enterprise by code or name.
    pub fn read(
        register: &Register,
        content: &Content,
        wanted: &str,
        view: View,
    ) -> Result<Self, NoOne> {
        let (registry, seq) =
            register.registry((view.known != Seq::LATEST).then_some(view.known))?;
        let subject = find(&registry, wanted).map_err(NoOne::Unclear)?;
        let permit = register.may::<ReadRegister>()?;
        let view = View { known: seq, ..view };
        let dossier = register.store.dossier(&permit, &content.shelf, (subject, view))?;
        let table = dossier.table(&content.shelf)?;
        let passports = dossier.holdings(&content.shelf)?.into_iter().filter_map(|(key, held)| {
            Some((key, Passport::of(held.stands.as_ref()?, &content.shelf)))
        });
        let passports = passports.collect();
        let file = registry.file(subject);
        let code = file.and_then(File::code).map(|code| code.to_string());
        let name = file.and_then(|file| file.name(view.on)).unwrap_or_default().to_owned();
        let content = content_hash(&content.files);
        Ok(Self { subject, registry, dossier, table, seq, content, code, name, passports })
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
}

/// The enterprise of a code, or of a name.
///
/// # Errors
/// In Chinese, with what to write instead.
pub fn find(registry: &Registry, wanted: &str) -> Result<SubjectId, String> {
    let found = match base::Uscc::parse(wanted) {
        Ok(code) => registry.of_code(code),
        Err(_) => registry.of_name(wanted),
    };
    match found.as_slice() {
        [one] => Ok(one.subject),
        [] => Err(format!("登记库里没有企业“{wanted}”：请写 18 位统一社会信用代码，或它的名称")),
        several => {
            let code = |found: &Found| registry.file(found.subject)?.code();
            let codes = several.iter().filter_map(code).map(|code| code.to_string());
            let codes: Vec<String> = codes.collect();
            Err(format!("“{wanted}”对应 {} 家：{}；请写代码", several.len(), codes.join("、")))
        }
    }
}
