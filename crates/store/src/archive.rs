//! Who is who and what statements mean, for looking enterprises up one by one.

use std::collections::BTreeSet;
use std::sync::Arc;

use pack::Shelf;
use zone::Seq;
use zone::enterprise::{Registry, SubjectId};
use zone::people::{Permit, ReadRegister};

use crate::book::Book;
use crate::dossier::{Dossier, View, registry};
use crate::enterprise::events;
use crate::error::Error;
use crate::store::Store;
use crate::undone;

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

    /// Looks from the line `known` on, by reading the lines since: what there is besides is not
    /// read again. After an error it is to be opened anew.
    pub fn follow(
        &mut self,
        store: &Store,
        permit: &Permit<ReadRegister>,
        (dictionary, known): (&Shelf, Seq),
    ) -> Result<(), Error> {
        let lines = (self.view.known, known);
        if lines.0 == known {
            return Ok(());
        }
        store.read(permit, |db| {
            if undone::concerns(db, lines)? {
                self.registry = registry(db, known)?;
            } else {
                for event in events(db, lines.0, known)? {
                    let learnt = self.registry.learn(&event);
                    learnt.map_err(|_| Error::Damaged { column: "identity.change" })?;
                }
            }
            Arc::make_mut(&mut self.book).learn(db, dictionary, lines)?;
            self.view.known = known;
            Ok(())
        })
    }

    /// From where it looks.
    pub fn view(&self) -> View {
        self.view
    }

    /// Facts that were said and that the dictionary does not know, or knows otherwise.
    pub fn strange(&self) -> &BTreeSet<String> {
        self.book.strange()
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
