//! The pages, as they were built: the register in the browser. Each file is compressed once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write;
use std::sync::{LazyLock, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::Refusal;
use super::seen::held;

/// What `npm run build` made, in the program itself; nothing where it was not run.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Built;

/// For good: names of built files change with what is in them.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// To be asked for each time, and answered that nothing changed.
const ASKED: &str = "no-cache";

/// A file of the pages; any address that is a page's has the one page that knows them all.
pub(super) async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || !matches!(method, Method::GET | Method::HEAD) {
        return nowhere().into_response();
    }
    if let Some(file) = Built::get(path).filter(|_| !path.is_empty()) {
        let kind = file.metadata.mimetype().to_owned();
        let kept = if path.starts_with("assets/") { FOREVER } else { ASKED };
        return Kept::of(file, (kind, kept)).send(&headers);
    }
    // A file that is not there is not a page.
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return nowhere().into_response();
    }
    match Built::get("index.html") {
        Some(index) => {
            Kept::of(index, ("text/html; charset=utf-8".to_owned(), ASKED)).send(&headers)
        }
        None => unbuilt().into_response(),
    }
}

/// A file as it is sent.
struct Kept {
    /// What is in it, as a number.
    hash: [u8; 32],
    bytes: Bytes,
    kind: String,
    /// For how long browsers keep it.
    stay: &'static str,
}

impl Kept {
    fn of(file: EmbeddedFile, (kind, stay): (String, &'static str)) -> Self {
        let bytes = match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Self { hash: file.metadata.sha256_hash(), bytes, kind, stay }
    }

    /// The file, compressed where the browser reads that; nothing of it where the browser has it.
    fn send(self, asked: &HeaderMap) -> Response {
        let small = gzip_read(asked).then(|| small(self.hash, &self.bytes)).flatten();
        let number = self.hash.first_chunk().map_or(0, |head| u128::from_be_bytes(*head));
        let end = if small.is_some() { "-gz" } else { "" };
        let tag = format!("\"{number:032x}{end}\"");
        let kept = [
            (header::ETAG, tag.clone()),
            (header::CACHE_CONTROL, self.stay.to_owned()),
            (header::VARY, "accept-encoding".to_owned()),
        ];
        if held(asked, &tag) {
            return (StatusCode::NOT_MODIFIED, kept).into_response();
        }
        let kind = [(header::CONTENT_TYPE, self.kind)];
        match small {
            Some(small) => {
                (kept, kind, [(header::CONTENT_ENCODING, "gzip")], small).into_response()
            }
            None => (kept, kind, self.bytes).into_response(),
        }
    }
}

/// Whether a browser reads gzip.
fn gzip_read(asked: &HeaderMap) -> bool {
    let said = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|said| said.to_str().ok());
    said.flat_map(|said| said.split(',')).any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, "q=1"));
        let none = weight.trim().trim_start_matches("q=").parse() == Ok(0.0_f32);
        name.trim().eq_ignore_ascii_case("gzip") && !none
    })
}

/// Files that were compressed, by what is in them; none of those that are no smaller for it.
static SMALL: LazyLock<Mutex<HashMap<[u8; 32], Option<Bytes>>>> = LazyLock::new(Mutex::default);

/// A file compressed, the first time it is asked for and never again.
fn small(hash: [u8; 32], bytes: &Bytes) -> Option<Bytes> {
    let held = || SMALL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = held().get(&hash) {
        return known.clone();
    }
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let made = packer.write_all(bytes).and_then(|()| packer.finish()).ok();
    let made = made.filter(|made| made.len() < bytes.len()).map(Bytes::from);
    held().insert(hash, made.clone());
    made
}

fn nowhere() -> Refusal {
    Refusal::absent(["没有这个地址", "there is no such path"])
}

fn unbuilt() -> Refusal {
    Refusal::absent(["这个程序里没有网页，只有接口", "this program has no pages, only the API"])
        .hint(["请用 ./run 启动，它会先做好网页", "start it with ./run, which builds the pages"])
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use axum::body::to_bytes;
    use axum::http::{HeaderName, HeaderValue};
    use flate2::read::GzDecoder;

    use super::*;

    fn asked(headers: &[(HeaderName, &'static str)]) -> HeaderMap {
        let pairs = headers.iter().cloned();
        pairs.map(|(name, value)| (name, HeaderValue::from_static(value))).collect()
    }

    fn file(bytes: &'static [u8], number: u8) -> Kept {
        let kind = "text/css".to_owned();
        Kept { hash: [number; 32], bytes: Bytes::from_static(bytes), kind, stay: FOREVER }
    }

    const LONG: &[u8] = &[b'a'; 4096];

    #[tokio::test]
    async fn a_file_is_compressed_once_for_who_reads_that() {
        let asked = asked(&[(header::ACCEPT_ENCODING, "br, gzip;q=0.8")]);
        let answer = file(LONG, 1).send(&asked);
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(answer.headers()[header::CACHE_CONTROL], FOREVER);
        assert_eq!(answer.headers()[header::VARY], "accept-encoding");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/css");
        let sent = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let mut read = Vec::new();
        GzDecoder::new(&sent[..]).read_to_end(&mut read).unwrap();
        assert_eq!(read, LONG);
        let again = to_bytes(file(LONG, 1).send(&asked).into_body(), usize::MAX).await.unwrap();
        assert_eq!(again.as_ptr(), sent.as_ptr(), "the very bytes of the first time");
    }

    #[tokio::test]
    async fn who_reads_none_of_it_has_the_file_as_it_is() {
        for accepts in [&[][..], &[(header::ACCEPT_ENCODING, "br, gzip;q=0")]] {
            let answer = file(LONG, 2).send(&asked(accepts));
            assert_eq!(answer.headers().get(header::CONTENT_ENCODING), None);
            assert_eq!(to_bytes(answer.into_body(), usize::MAX).await.unwrap(), LONG);
        }
        // What is no smaller for it is sent as it is.
        let short = file(b"a", 3).send(&asked(&[(header::ACCEPT_ENCODING, "gzip")]));
        assert_eq!(short.headers().get(header::CONTENT_ENCODING), None);
    }

    #[tokio::test]
    async fn who_has_the_file_is_sent_nothing() {
        let first = file(LONG, 4).send(&HeaderMap::new());
        let tag = first.headers()[header::ETAG].clone();
        assert_eq!(tag, "\"04040404040404040404040404040404\"");
        let held =
            asked(&[(header::IF_NONE_MATCH, "\"x\", W/\"04040404040404040404040404040404\"")]);
        let answer = file(LONG, 4).send(&held);
        assert_eq!(
            (answer.status(), &answer.headers()[header::ETAG]),
            (StatusCode::NOT_MODIFIED, &tag)
        );
        assert!(to_bytes(answer.into_body(), usize::MAX).await.unwrap().is_empty());
        let other = asked(&[(header::IF_NONE_MATCH, "\"05\"")]);
        assert_eq!(file(LONG, 4).send(&other).status(), StatusCode::OK);
    }
}
