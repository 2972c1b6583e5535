//! Taking connections: so many at once, none that dawdles, and an end that lets work finish.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::host::Local;
use super::pace::Over;
use super::taker::Taker;

/// Connections at once; who comes after them waits to be let in.
const MOST: usize = 2048;
/// Until the head of a request is there.
const HEAD: Duration = Duration::from_secs(10);
/// Nothing of what is sent may be taken for so long, or the connection is given up.
const UNTAKEN: Duration = Duration::from_secs(30);
/// Who is refused while they send is read for so long, so that they hear why.
const LINGER: Duration = Duration::from_secs(2);
/// What is under way at the end may take so long.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until `end` comes; then takes nothing more and lets what is under way finish.
///
/// # Errors
/// None of one connection: those are its own.
pub async fn serve(listener: TcpListener, router: Router, end: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST));
    let graceful = GracefulShutdown::new();
    // One protocol only: telling two apart would wait for a first byte for ever.
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 * 1024);
    tokio::pin!(end);
    loop {
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place,
            () = &mut end => break,
        };
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = &mut end => break,
        };
        let taken = taken.and_then(|(stream, peer)| Ok((stream.local_addr()?, peer, stream)));
        let (own, peer, stream) = match taken {
            Ok(taken) => taken,
            Err(error) => {
                // Too many open files, mostly: those that end make room.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let service = router.clone().layer(Extension(ConnectInfo(peer)));
        let service = service.layer(Extension(Local(own.ip())));
        let service = TowerToHyperService::new(service);
        let served = builder
            .serve_connection(TokioIo::new(Taker::new(stream, [UNTAKEN, LINGER])), service)
            .into_owned();
        let served = graceful.watch(served);
        tokio::spawn(async move {
            if let Err(error) = served.await {
                broke_off(error.as_ref());
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("what was under way did not end in time");
    }
}

/// Tells why a connection ended before its time; mostly somebody went, which is nothing to tell.
fn broke_off(error: &(dyn Error + 'static)) {
    let Some(over) = Over::behind(error) else {
        return tracing::debug!(%error, "a connection broke off");
    };
    let seconds = over.waited.as_secs();
    tracing::warn!(seconds, "an answer was given up: nothing of it was taken, or too little");
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    /// How a connection ends whose other end asks for much and reads `most` bytes of it.
    async fn ended(most: usize, patience: Duration) -> Option<Over> {
        let (own, mut client) = duplex(64);
        let much = || async { Bytes::from(vec![7; 64 * 1024]) };
        let service = TowerToHyperService::new(Router::new().route("/", get(much)));
        let builder = Builder::new(TokioExecutor::new()).http1_only();
        let taker = Taker::new(own, [patience, Duration::ZERO]);
        let served = builder.serve_connection(TokioIo::new(taker), service).into_owned();
        client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        let read = async {
            let mut part = vec![0; most];
            client.read_exact(&mut part).await.unwrap();
            (most < 64).then_some(client)
        };
        let (ended, _client) = tokio::join!(served, read);
        Over::behind(ended.unwrap_err().as_ref())
    }

    #[tokio::test]
    async fn who_takes_nothing_more_of_an_answer_is_told_apart_from_who_goes() {
        assert!(ended(8, Duration::from_millis(1)).await.is_some());
        // Who goes does so long before that.
        assert_eq!(ended(64 * 1024, Duration::from_mins(1)).await, None);
    }
}
