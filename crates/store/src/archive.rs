//! Who is who and what statements mean, for looking enterprises up one by one.

use std::sync::Arc;

use pack::Shelf;
use zone::Seq;
use zone::enterprise::{Registry, SubjectId};
use zone::people::{Permit, ReadRegister};

use crate::book::Book;
use crate::dossier::{Dossier, View, registry};
use crate::error::Error;
use crate::store::Store;

/// What is known of a register before any enterprise is looked up.
#[derive(Clone, Debug)]
pub struct Archive {
    registry: Registry,
    book: Arc<Book>,
    view: View,
}

impl Store {
    /// Opens the archive as of a view.
    pub fn archive(
        &self,
        permit: &Permit<ReadRegister>,
        dictionary: &Shelf,
        view: View,
    ) -> Result<Archive, Error> {
        self.read(permit, |db| {
            let registry = registry(db, view.known)?;
            let mut book = Book::default();
            book.learn(db, dictionary, (Seq(0), view.known))?;
            Ok(Archive { registry, book: Arc::new(book), view })
        })
    }
}

impl Archive {
    /// Who is who.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// From where it looks.
    pub fn view(&self) -> View {
        self.view
    }

    /// Everything that was said of an enterprise, and of the files that were merged into it.
    pub fn dossier(
        &self,
        store: &Store,
        permit: &Permit<ReadRegister>,
        subject: SubjectId,
    ) -> Result<Dossier, Error> {
        let files = self.registry.whole(subject);
        store.read(permit, |db| Dossier::read(db, self.book.clone(), files, self.view))
    }
}
