//! The one thread that writes: several commands a commit, answered when it is on the disk.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::{fmt, thread};

use crate::db::Db;
use crate::error::Error;
use crate::journal::Deed;
use crate::lease::Patience;
use crate::moment::Moment;
use crate::place::Place;
use crate::session::{Opening, Session, Tx};

/// Commands that wait at most; who comes after them waits to be let in.
const QUEUE: usize = 1024;

/// Commands that one commit takes at most.
const GROUP: usize = 256;

/// Sends commands to the thread, which ends when this goes.
pub(crate) struct Writer {
    place: Place,
    commands: Option<SyncSender<Command>>,
    thread: Option<JoinHandle<()>>,
}

/// Something to be written, with whom to tell.
struct Command {
    company: Company,
    run: Run,
}

/// Whether a command shares its commit with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Company {
    /// It is short, and shares.
    Shared,
    /// It is long or may fill the disk, and nobody else should fail with it.
    Alone,
}

/// Runs the command, or takes the reason why no transaction could begin.
type Run = Box<dyn FnOnce(Result<(&mut Session, Moment), &Error>) -> Told + Send>;

/// Tells the caller what became of its command, once the commit has come out.
type Told = Box<dyn FnOnce(Result<(), &Error>) + Send>;

impl Writer {
    /// Starts the thread; it takes the lease when it has something to write.
    pub(crate) fn start(opening: Opening, session: Option<Session>) -> Result<Self, Error> {
        let place = opening.place.clone();
        let (send, receive) = sync_channel(QUEUE);
        let thread = thread::Builder::new()
            .name("writer".into())
            .spawn(move || Desk { opening, session, receive }.work())?;
        Ok(Self { place, commands: Some(send), thread: Some(thread) })
    }

    /// Has `command` run and committed with a line of the journal that says `deed`.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        company: Company,
        deed: Deed,
        command: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.send(company, |session, now| session.run(now, deed, command))
    }

    /// Has `command` run and committed beside the journal.
    pub(crate) fn note<T: Send + 'static>(
        &self,
        command: impl FnOnce(&mut Db) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.send(Company::Shared, |session, _| session.note(command))
    }

    fn send<T: Send + 'static>(
        &self,
        company: Company,
        command: impl FnOnce(&mut Session, Moment) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (send, receive): (Sender<Result<T, Error>>, _) = channel();
        let run: Run = Box::new(move |ready| {
            let done = match ready {
                Ok((session, now)) => command(session, now),
                Err(error) => Err(error.shared()),
            };
            Box::new(move |committed| {
                let answer = match (done, committed) {
                    (Ok(value), Ok(())) => Ok(value),
                    (Err(error), _) => Err(error),
                    (Ok(_), Err(error)) => Err(error.shared()),
                };
                // Who asked may have gone; what was written stands all the same.
                drop(send.send(answer));
            })
        });
        let commands = self.commands.as_ref().ok_or(Error::Ended)?;
        commands.send(Command { company, run }).map_err(|_| Error::Ended)?;
        let answer = receive.recv().map_err(|_| Error::Ended)?;
        answer.map_err(|error| error.at(&self.place))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            // A panic there was answered by `Ended` here.
            drop(thread.join());
        }
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}

/// What the thread has before it.
struct Desk {
    opening: Opening,
    /// Taken at the first command; given up when the database went away, and taken anew.
    session: Option<Session>,
    receive: Receiver<Command>,
}

impl Desk {
    fn work(mut self) {
        let mut left = None;
        while let Some(first) = left.take().or_else(|| self.receive.recv().ok()) {
            let mut group = vec![first];
            while group.len() < GROUP && group.iter().all(|one| one.company == Company::Shared) {
                match self.receive.try_recv() {
                    Ok(next) if next.company == Company::Alone => {
                        left = Some(next);
                        break;
                    }
                    Ok(next) => group.push(next),
                    Err(_) => break,
                }
            }
            self.commit(group);
        }
    }

    /// Runs and commits a group, and answers each of its commands.
    fn commit(&mut self, group: Vec<Command>) {
        let mut session = match self.session() {
            Ok(session) => session,
            Err(error) => {
                let told = group.into_iter().map(|command| (command.run)(Err(&error)));
                return told.for_each(|tell| tell(Ok(())));
            }
        };
        let mut told = Vec::with_capacity(group.len());
        for command in group {
            told.push((command.run)(Ok((&mut session, self.opening.clock.tell()))));
        }
        let done = session.commit();
        if done.is_ok() {
            self.session = Some(session);
        }
        // Otherwise the connection may be in any state: the next group begins with a fresh one.
        for tell in told {
            tell(done.as_ref().copied());
        }
    }

    /// A session with a transaction begun.
    fn session(&mut self) -> Result<Session, Error> {
        let mut session = match self.session.take() {
            Some(session) => session,
            None => Session::open(&self.opening)?,
        };
        // Who had the turn and lost it does not wait for it with others waiting behind: they are
        // told that another program writes.
        self.opening.patience = Patience::Fail;
        session.begin()?;
        Ok(session)
    }
}
