//! A connection that is given up when its other end takes nothing for too long, and closed late enough
//! for what was said last to arrive.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::pace::Pace;

/// How much of what nobody wants is read at once.
const UNREAD: usize = 8 * 1024;

/// A connection whose other end must go on taking what it asked for: whoever asks for much and
/// reads nothing would keep a place for ever.
#[derive(Debug)]
pub(super) struct Taker<C> {
    connection: C,
    /// The time that its other end has to take what is sent.
    pace: Pace,
    /// How long what nobody wants is read when everything was said: a connection that is closed with
    /// something unread takes what was said last with it.
    linger: Duration,
    /// When nothing more is read either; none until everything was said.
    closes: Option<Pin<Box<Sleep>>>,
}

impl<C> Taker<C> {
    pub(super) fn new(connection: C, [patience, linger]: [Duration; 2]) -> Self {
        Self { connection, pace: Pace::new(patience), linger, closes: None }
    }

    /// Begins to wait where nothing was taken, and ends what has waited long enough; `taken` is how
    /// many bytes were.
    fn timed<T>(
        &mut self,
        done: Poll<io::Result<T>>,
        (taken, context): (impl FnOnce(&T) -> usize, &mut Context<'_>),
    ) -> Poll<io::Result<T>> {
        if let Poll::Ready(done) = done {
            self.pace.moved(done.as_ref().map_or(0, taken));
            return Poll::Ready(done);
        }
        let over = ready!(self.pace.wait(context));
        Poll::Ready(Err(io::Error::new(ErrorKind::TimedOut, over)))
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

impl<C: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Taker<C> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let taken = Pin::new(&mut self.connection).poll_write(context, bytes);
        self.timed(taken, (|bytes| *bytes, context))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let taken = Pin::new(&mut self.connection).poll_write_vectored(context, pieces);
        self.timed(taken, (|bytes| *bytes, context))
    }

    fn is_write_vectored(&self) -> bool {
        self.connection.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let taken = Pin::new(&mut self.connection).poll_flush(context);
        self.timed(taken, (|()| 0, context))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.closes.is_none() {
            let taken = Pin::new(&mut self.connection).poll_shutdown(context);
            ready!(self.timed(taken, (|()| 0, context)))?;
        }
        let linger = self.linger;
        let closes = self.closes.get_or_insert_with(|| Box::pin(sleep(linger)));
        if closes.as_mut().poll(context).is_ready() {
            return Poll::Ready(Ok(()));
        }
        let mut unread = [0; UNREAD];
        loop {
            let mut room = ReadBuf::new(&mut unread);
            let read = ready!(Pin::new(&mut self.connection).poll_read(context, &mut room));
            // The other end has closed too, or broke off.
            if read.is_err() || room.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
    use tokio::net::{TcpListener, TcpStream};

    use super::super::pace::Over;
    use super::*;

    #[tokio::test]
    async fn who_takes_nothing_of_what_is_sent_is_given_up() {
        let (server, _client) = duplex(64);
        let ended = Taker::new(server, [Duration::ZERO; 2]).write_all(&[7; 65]).await;
        let ended = ended.unwrap_err();
        assert_eq!(ended.kind(), ErrorKind::TimedOut);
        assert!(Over::behind(&ended).is_some());
    }

    #[tokio::test]
    async fn who_is_refused_while_they_send_hears_why() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (server, _) = listener.accept().await.unwrap();
        let mut server = Taker::new(server, [Duration::from_hours(1); 2]);
        let refused = tokio::spawn(async move {
            server.write_all(b"too large").await.unwrap();
            server.shutdown().await
        });
        // More than is taken unread; they look for an answer when everything is sent.
        client.write_all(&vec![7; 32 << 20]).await.unwrap();
        client.shutdown().await.unwrap();
        let mut said = String::new();
        client.read_to_string(&mut said).await.unwrap();
        assert_eq!(said, "too large");
        refused.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn who_goes_on_sending_is_not_read_for_ever() {
        let (server, mut client) = duplex(64);
        let mut server = Taker::new(server, [Duration::from_hours(1), Duration::ZERO]);
        let sending =
            tokio::spawn(async move { while client.write_all(&[7; 64]).await.is_ok() {} });
        server.shutdown().await.unwrap();
        drop(server);
        sending.await.unwrap();
    }

    #[tokio::test]
    async fn who_takes_what_is_sent_gets_everything() {
        let (server, mut client) = duplex(64);
        let mut server = Taker::new(server, [Duration::from_hours(1); 2]);
        let mut taken = vec![0; 640];
        let (sent, got) = tokio::join!(server.write_all(&[7; 640]), client.read_exact(&mut taken));
        sent.unwrap();
        assert_eq!((got.unwrap(), taken), (640, vec![7; 640]));
    }
}
