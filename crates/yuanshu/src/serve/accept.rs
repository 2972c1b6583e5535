//! Taking connections: so many at once, none that dawdles, and an end that lets work finish.

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
use super::taker::Taker;

/// Connections at once; who comes after them waits to be let in.
const MOST: usize = 2048;
/// Until the head of a request is there.
const HEAD: Duration = Duration::from_secs(10);
/// Of what is sent something is taken so often, or the connection is given up.
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
                tracing::debug!(error = %error, "a connection broke off");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("what was under way did not end in time");
    }
}
