//! The packs in force, read at the start and on request; a faulty set leaves the old one.

use std::path::PathBuf;

use store::{Hash, content_hash};

use crate::content::Content;

/// Content that was read without a fault, and the hash of its text.
#[derive(Debug)]
pub struct Shelved {
    /// What was read.
    pub content: Content,
    /// The hash of its files.
    pub hash: Hash,
}

/// Why packs are not taken; in Chinese, a line a fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Faulty(pub Vec<String>);

impl Shelved {
    /// Reads the folders whole; one fault refuses all.
    pub fn read(folders: &[PathBuf]) -> Result<Self, Faulty> {
        let content = Content::read(folders).map_err(|none| Faulty(vec![none.to_string()]))?;
        if !content.faults.is_empty() {
            let mut lines = Vec::new();
            // Writing into memory does not fail.
            let _written = content.list(&mut lines).is_ok();
            let lines = String::from_utf8_lossy(&lines);
            return Err(Faulty(lines.lines().map(str::to_owned).collect()));
        }
        let hash = content_hash(&content.files);
        Ok(Self { content, hash })
    }
}
