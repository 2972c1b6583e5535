//! Official codes: who an enterprise is, where it sits, and what it does.

mod width;

pub use width::half_width;
