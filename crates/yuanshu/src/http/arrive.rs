//! Bodies of requests, which must go on arriving.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use tokio_stream::Stream;

use super::{Code, Refusal};
use crate::serve::pace::{Over, Pace};

/// A body that is given up when nothing of it arrives for too long, or too little.
struct Arriving {
    body: BodyDataStream,
    pace: Pace,
}

impl Stream for Arriving {
    type Item = Result<Bytes, Box<dyn Error + Send + Sync>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let Poll::Ready(part) = Pin::new(&mut this.body).poll_next(context) else {
            let over = ready!(this.pace.wait(context));
            return Poll::Ready(Some(Err(over.into())));
        };
        let part = part.transpose()?;
        this.pace.moved(part.as_ref().map_or(0, Bytes::len));
        Poll::Ready(part.map(Ok))
    }
}

/// Has the body of a request arrive without dawdling.
pub(super) async fn watch(
    State(patience): State<Duration>,
    request: Request,
    next: Next,
) -> Response {
    let watched = |body: Body| {
        if body.is_end_stream() {
            return body;
        }
        Body::from_stream(Arriving { body: body.into_data_stream(), pace: Pace::new(patience) })
    };
    next.run(request.map(watched)).await
}

/// Why a body that broke off did, where it was given up for dawdling.
pub(super) fn given_up(error: &(dyn Error + 'static)) -> Option<Refusal> {
    let Over { waited } = Over::behind(error)?;
    let seconds = waited.as_secs();
    let (zh, en) = (
        format!("等了 {seconds} 秒，请求还没有收完，不再等了；没有办理，收到的部分没有留下"),
        format!(
            "the request did not arrive whole within {seconds} seconds of waiting: \
             nothing was done, nothing of it is kept"
        ),
    );
    let refusal = Refusal::new(StatusCode::REQUEST_TIMEOUT, Code::TimedOut, [&zh, &en]);
    Some(refusal.hint(["请检查网络后重新发送", "check the network and send it again"]))
}
