//! A connection that is given up when its other end takes nothing for too long.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// A connection whose other end must go on taking what it asked for: whoever asks for much and
/// reads nothing would keep a place for ever.
#[derive(Debug)]
pub(super) struct Taker<C> {
    connection: C,
    /// How long nothing may be taken of what is sent.
    patience: Duration,
    /// When it is given up; none while what is sent is taken.
    end: Option<Pin<Box<Sleep>>>,
}

impl<C> Taker<C> {
    pub(super) fn new(connection: C, patience: Duration) -> Self {
        Self { connection, patience, end: None }
    }

    /// Begins to wait where nothing was taken, and ends what has waited long enough.
    fn timed<T>(
        &mut self,
        taken: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if taken.is_ready() {
            self.end = None;
            return taken;
        }
        let patience = self.patience;
        let end = self.end.get_or_insert_with(|| Box::pin(sleep(patience)));
        match end.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<C: AsyncRead + Unpin> AsyncRead for Taker<C> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_read(context, buffer)
    }
}

impl<C: AsyncWrite + Unpin> AsyncWrite for Taker<C> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let taken = Pin::new(&mut self.connection).poll_write(context, bytes);
        self.timed(taken, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let taken = Pin::new(&mut self.connection).poll_write_vectored(context, pieces);
        self.timed(taken, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.connection.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let taken = Pin::new(&mut self.connection).poll_flush(context);
        self.timed(taken, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let taken = Pin::new(&mut self.connection).poll_shutdown(context);
        self.timed(taken, context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    #[tokio::test]
    async fn who_takes_nothing_of_what_is_sent_is_given_up() {
        let (server, _client) = duplex(64);
        let ended = Taker::new(server, Duration::ZERO).write_all(&[7; 65]).await;
        assert_eq!(ended.unwrap_err().kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn who_takes_what_is_sent_gets_everything() {
        let (server, mut client) = duplex(64);
        let mut server = Taker::new(server, Duration::from_hours(1));
        let mut taken = vec![0; 640];
        let (sent, got) = tokio::join!(server.write_all(&[7; 640]), client.read_exact(&mut taken));
        sent.unwrap();
        assert_eq!((got.unwrap(), taken), (640, vec![7; 640]));
    }
}
