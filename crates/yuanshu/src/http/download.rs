//! Files that are sent to whoever asked for them.

use std::path::Path;

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as Documented, StatusCode as Code};
use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::Refusal;

/// A workbook that was made for one answer.
#[derive(Clone, Debug)]
pub(super) struct File {
    name: String,
    bytes: Bytes,
}

impl File {
    /// A file that was written aside, and stays there.
    pub(super) fn read(path: &Path, name: &str) -> Result<Self, Refusal> {
        let bytes = std::fs::read(path).map_err(|error| {
            tracing::error!(%error, "a workbook could not be read back");
            Refusal::broken()
        })?;
        Ok(Self { name: name.to_owned(), bytes: bytes.into() })
    }

    /// The same; it is gone from there.
    pub(super) fn take(path: &Path, name: &str) -> Result<Self, Refusal> {
        let file = Self::read(path, name);
        // What was read is sent whether or not the copy could be deleted.
        let _gone = std::fs::remove_file(path).is_ok();
        file
    }
}

const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl IntoResponse for File {
    fn into_response(self) -> Response {
        let letter = |byte: u8| match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'-' | b'_' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        };
        let name: String = self.name.bytes().map(letter).collect();
        let disposition = format!("attachment; filename*=UTF-8''{name}");
        let headers =
            [(header::CONTENT_TYPE, KIND.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
        (headers, self.bytes).into_response()
    }
}

impl OperationOutput for File {
    type Inner = Self;

    fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<Documented> {
        let content = [(KIND.to_owned(), MediaType::default())].into_iter().collect();
        Some(Documented { description: "工作簿".to_owned(), content, ..Documented::default() })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<Code>, Documented)> {
        let found = Self::operation_response(ctx, operation);
        found.map(|found| (Some(Code::Code(200)), found)).into_iter().collect()
    }
}
