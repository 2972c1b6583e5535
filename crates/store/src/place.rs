//! Where a register is kept.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Where a register is kept: its database, and the folder with what stands beside it.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    pub(crate) engine: Engine,
    /// Heads of the journal, the lock, the checkpoint; none for a register in memory.
    pub(crate) folder: Option<PathBuf>,
}

/// What keeps the rows.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Engine {
    /// SQLite in memory, by a name of this process.
    Memory(String),
    /// SQLite in a file of the folder.
    File,
    /// PostgreSQL at a URL.
    Server(String),
}

impl Place {
    /// A register in memory, gone with its last connection.
    #[must_use]
    pub fn memory() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { engine: Engine::Memory(format!("register-{number}")), folder: None }
    }

    /// A register in a folder, on SQLite.
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        Self { engine: Engine::File, folder: Some(folder.into()) }
    }

    /// A register on PostgreSQL, with a folder for what must stand apart from the database.
    pub fn server(url: impl Into<String>, folder: impl Into<PathBuf>) -> Self {
        Self { engine: Engine::Server(url.into()), folder: Some(folder.into()) }
    }

    /// Whether it is gone with its last connection.
    pub(crate) fn is_memory(&self) -> bool {
        matches!(self.engine, Engine::Memory(_))
    }

    /// Whether there may be a register; a server must be asked.
    pub fn exists(&self) -> bool {
        self.engine != Engine::File || self.file().exists()
    }

    /// A file beside the database.
    pub(crate) fn beside(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(name))
    }

    /// The file of a register on SQLite.
    pub fn file(&self) -> PathBuf {
        self.folder.as_deref().unwrap_or(Path::new("")).join("register.db")
    }
}

/// Has nobody else on the machine read a file: what people sign in with is in it, or a password.
#[cfg(unix)]
pub fn guard(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}

/// Elsewhere a file is whose its folder is.
#[cfg(not(unix))]
pub fn guard(_: &Path) -> std::io::Result<()> {
    Ok(())
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Place {
    /// The place without the URL, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.engine {
            Engine::Memory(name) => f.write_str(name),
            Engine::File => write!(f, "{}", self.file().display()),
            Engine::Server(_) => f.write_str("PostgreSQL"),
        }
    }
}
