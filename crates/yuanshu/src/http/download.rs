//! Files that are sent to whoever asked for them.

use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as Documented, StatusCode as Code};
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tokio::io::{AsyncRead, ReadBuf};
use tokio_stream::Stream;

use super::Refusal;

/// A workbook that was made for one answer; it is read as it is sent.
#[derive(Debug)]
pub(super) struct File {
    name: String,
    open: std::fs::File,
    bytes: u64,
}

impl File {
    /// A file that was written aside, and stays there.
    pub(super) fn read(path: &Path, name: &str) -> Result<Self, Refusal> {
        let opened = std::fs::File::open(path)
            .and_then(|file| Ok((file.metadata()?.len(), file)))
            .map_err(|error| {
                tracing::error!(%error, "a workbook could not be read back");
                Refusal::broken()
            })?;
        let (bytes, open) = opened;
        Ok(Self { name: name.to_owned(), open, bytes })
    }

    /// What it is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The same; it is gone from there, and stays open until it was sent.
    pub(super) fn take(path: &Path, name: &str) -> Result<Self, Refusal> {
        let file = Self::read(path, name);
        // What was opened is sent whether or not its name could be taken away.
        let _gone = std::fs::remove_file(path).is_ok();
        file
    }
}

/// A file in pieces, each read when the one before was sent.
struct Pieces(tokio::fs::File);

/// The bytes of a piece at most.
const PIECE: usize = 64 * 1024;

impl Stream for Pieces {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut piece = vec![0; PIECE];
        let mut room = ReadBuf::new(&mut piece);
        ready!(Pin::new(&mut self.0).poll_read(cx, &mut room))?;
        let read = room.filled().len();
        piece.truncate(read);
        Poll::Ready((read > 0).then(|| Ok(Bytes::from(piece))))
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
        let headers = [
            (header::CONTENT_TYPE, KIND.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
            (header::CONTENT_LENGTH, self.bytes.to_string()),
        ];
        let pieces = Pieces(tokio::fs::File::from_std(self.open));
        (headers, Body::from_stream(pieces)).into_response()
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
