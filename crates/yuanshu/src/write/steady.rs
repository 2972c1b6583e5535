//! A file that is told once of a disk without room: what is written after that goes nowhere.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use rust_xlsxwriter::{Workbook, XlsxError};

/// A writer that fails once. Who writes archives tries to end them even then, when it goes, and
/// would tell the console of each failure again, in English.
pub(super) struct Steady<W> {
    to: W,
    failed: bool,
}

impl<W> Steady<W> {
    pub(super) fn new(to: W) -> Self {
        Self { to, failed: false }
    }

    fn once<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        let passing = |error: &io::Error| error.kind() == io::ErrorKind::Interrupted;
        self.failed |= done.as_ref().is_err_and(|error| !passing(error));
        done
    }
}

impl<W: Write> Write for Steady<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        let written = self.to.write(bytes);
        self.once(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed {
            return Ok(());
        }
        let flushed = self.to.flush();
        self.once(flushed)
    }
}

impl<W: Seek> Seek for Steady<W> {
    fn seek(&mut self, at: SeekFrom) -> io::Result<u64> {
        if self.failed {
            return Ok(0);
        }
        let sought = self.to.seek(at);
        self.once(sought)
    }
}

/// Writes a workbook.
///
/// # Errors
/// Where the file cannot be written.
pub(crate) fn save(book: &mut Workbook, path: &Path) -> Result<(), XlsxError> {
    book.save_to_writer(Steady::new(File::create(path)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Has room for so many bytes, and counts how often it was asked for more.
    struct Room(usize, usize);

    impl Write for Room {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if bytes.len() > self.0 {
                self.1 += 1;
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.0 -= bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_told_once() {
        let mut to = Steady::new(Room(3, 0));
        assert_eq!(to.write(b"ab").unwrap(), 2);
        assert_eq!(to.write(b"cd").unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!((to.write(b"ef").unwrap(), to.flush().is_ok()), (2, true));
        assert_eq!((to.to.0, to.to.1), (1, 1));
    }
}
