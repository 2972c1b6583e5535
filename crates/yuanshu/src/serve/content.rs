//! The packs in force, read at the start and on request; a faulty set leaves the old one.

use std::path::PathBuf;

use store::{Hash, content_hash};

use crate::content::Content;
use crate::say::Both;

/// Content that was read without a fault, and the hash of its text.
#[derive(Debug)]
pub struct Shelved {
    /// What was read.
    pub content: Content,
    /// The hash of its files.
    pub hash: Hash,
}

/// Why packs are not taken; a line a fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Faulty(pub Both);

impl Shelved {
    /// Reads the folders whole; one fault refuses all.
    pub fn read(folders: &[PathBuf]) -> Result<Self, Faulty> {
        let content = Content::read(folders).map_err(|none| Faulty(none.told()))?;
        if !content.faults.is_empty() {
            return Err(Faulty(content.told()));
        }
        let hash = content_hash(&content.files);
        Ok(Self { content, hash })
    }
}
