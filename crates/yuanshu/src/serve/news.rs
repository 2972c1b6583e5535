//! What changed, told in numbers alone: what it is must be asked for, and is then permitted or not.

use zone::Seq;
use zone::enterprise::SubjectId;

/// That something was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The last line that is in the answers.
    pub seq: Seq,
    /// Whose facts changed, with the park of each; everybody's may have where none is named.
    pub subjects: Vec<(SubjectId, Option<String>)>,
}
