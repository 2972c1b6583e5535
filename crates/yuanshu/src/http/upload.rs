//! Files that are sent: what they are called, how large they may be, and where they are written.

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, ReferenceOr, RequestBody};
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use store::Hash;
use tokio::io::AsyncWriteExt;
use tokio_stream::StreamExt;

use super::arrive::given_up;
use super::sent::too_large;
use super::{Code, Refusal};
use crate::read::FILE_BYTES;
use crate::serve::App;

/// A file that is sent as it is, and read as it arrives.
#[derive(Debug)]
pub(super) struct Sheet(pub Request);

impl FromRequest<App> for Sheet {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &App) -> Result<Self, Infallible> {
        Ok(Self(request))
    }
}

impl OperationInput for Sheet {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let most = FILE_BYTES >> 20;
        let kind = "application/octet-stream".to_owned();
        operation.request_body = Some(ReferenceOr::Item(RequestBody {
            description: Some(format!("表的内容，原样发来，不超过 {most} MB")),
            content: [(kind, MediaType::default())].into_iter().collect(),
            required: true,
            ..RequestBody::default()
        }));
    }
}

/// The name of a file without any folder.
pub(super) fn file_name(text: &str) -> Result<String, Refusal> {
    let name = text.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let plain = !name.is_empty() && name.len() <= 200 && !name.chars().any(char::is_control);
    let known = Path::new(name).extension().is_some_and(|ending| {
        ["xlsx", "xlsm", "xls", "csv", "txt", "tsv"]
            .iter()
            .any(|one| ending.eq_ignore_ascii_case(one))
    });
    if plain && known {
        return Ok(name.to_owned());
    }
    let zh = format!("“{text}”不是能读的表；请发 .xlsx、.xls 或 .csv 文件");
    Err(Refusal::unfit("name", [&zh, "send an .xlsx, .xls or .csv file"]))
}

/// How large a file is said to be beforehand; refuses one that is too large.
pub(super) fn announced(headers: &HeaderMap) -> Result<Option<u64>, Refusal> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|said| said.to_str().ok());
    match length.and_then(|said| said.parse::<u64>().ok()) {
        Some(bytes) if bytes > FILE_BYTES => Err(too_large(FILE_BYTES)),
        said => Ok(said),
    }
}

/// Where a file of a name is written to: a folder of its own, so that it keeps its name.
pub(super) async fn place(folder: &Path, name: &str) -> Result<PathBuf, Refusal> {
    let folder = folder.join(super::token()?);
    tokio::fs::create_dir(&folder).await.map_err(unwritten)?;
    Ok(folder.join(name))
}

/// Writes what is sent to a file, no more than may be; says after each part how many bytes there
/// are.
pub(super) async fn receive(
    body: Body,
    path: &Path,
    arrived: impl Fn(u64),
) -> Result<(u64, Hash), Refusal> {
    let mut file = tokio::fs::File::create(path).await.map_err(unwritten)?;
    let (mut bytes, mut sum) = (0_u64, Hash::begin());
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|error| given_up(&error).unwrap_or_else(broke_off))?;
        bytes = bytes.saturating_add(u64::try_from(part.len()).unwrap_or(u64::MAX));
        if bytes > FILE_BYTES {
            return Err(too_large(FILE_BYTES));
        }
        sum.add(&part);
        file.write_all(&part).await.map_err(unwritten)?;
        arrived(bytes);
    }
    file.flush().await.map_err(unwritten)?;
    if bytes == 0 {
        return Err(Refusal::unfit("", ["文件是空的", "the file is empty"]));
    }
    Ok((bytes, sum.end()))
}

fn broke_off() -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        Code::Unread,
        ["文件没有收完", "the file did not arrive whole"],
    )
    .hint(["请检查网络后再发", "check the network and send it again"])
}

fn unwritten(error: std::io::Error) -> Refusal {
    tracing::error!(%error, "an upload could not be written");
    store::Error::from(error).into()
}
