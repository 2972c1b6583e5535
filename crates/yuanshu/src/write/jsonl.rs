//! Answers as lines of JSON.

use std::io::{self, Write};

use serde::Serialize;

/// Writes one line.
///
/// # Errors
/// Those of writing.
pub fn line(out: &mut dyn Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}
