//! The server: what it holds between requests, and how it starts and stops.

mod accept;
mod content;
mod drafts;
pub mod factor;
mod first;
mod gate;
mod hands;
mod host;
mod lane;
mod limit;
mod living;
pub mod log;
mod memory;
mod metrics;
mod news;
pub(crate) mod pace;
pub mod password;
mod proxy;
mod results;
mod strangers;
mod streams;
mod taker;
mod turn;

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use base::Day;
use jiff::SignedDuration;
use store::{Clock, Moment, Store, View};
use zone::Seq;
use zone::fact::Use;
use zone::people::{Operator, Permit, ReadRegister, Role, Scope};

use crate::china;
use crate::http::Refusal;
use crate::link::oidc::Provider;
use crate::register::{Register, Settings};
pub use accept::serve;
pub use content::{Faulty, Shelved};
pub use drafts::{Draft, Drafts, State as Stage, TooMany, Unready};
use first::Links;
pub use gate::{COOKIE, Gate, IDLE, LONGEST, Signed, Via, address, carried, mark};
pub(crate) use hands::Hands;
use host::Hosts;
pub(crate) use lane::Lane;
use lane::Lanes;
pub use limit::{Limits, Rate};
pub use living::{By, Found, Key, Living, Reply, Turn, Way};
pub use metrics::Metrics;
pub use news::News;
use proxy::Proxies;
pub use results::{Made, Results};
pub use strangers::Strangers;
pub use streams::Streams;

/// What the server holds, shared by all requests.
#[derive(Clone, Debug)]
pub struct App(Arc<Held>);

#[derive(Debug)]
struct Held {
    register: Register,
    clock: Clock,
    /// The server itself, which reads everything to answer whoever may ask.
    own: Permit<ReadRegister>,
    content: RwLock<Arc<Shelved>>,
    living: RwLock<Living>,
    /// Who works out what is asked of one enterprise, on all processors: never behind what is asked
    /// of everybody, which may take a second.
    hands: Hands,
    /// Few threads for what is soon told.
    lanes: Lanes,
    /// Taken by who reads everyone anew: one does it at a time.
    renewing: Mutex<()>,
    /// Something was committed that everyone's facts in memory do not have yet.
    behind: AtomicBool,
    /// Other days and states of knowledge that were asked for, the last first.
    past: Mutex<Vec<(View, Arc<Living>)>>,
    gate: Gate,
    limits: Limits,
    proxies: Proxies,
    hosts: Hosts,
    /// Passwords that are tried at once.
    turns: tokio::sync::Semaphore,
    strangers: Strangers,
    /// What opens the first start.
    links: Links,
    drafts: Drafts,
    results: Results,
    /// Taken by who changes what they have seen.
    changing: Mutex<()>,
    /// Read by who changes something, written by who changes who may.
    order: RwLock<()>,
    metrics: Metrics,
    streams: Streams,
    provider: Option<Provider>,
    news: tokio::sync::broadcast::Sender<News>,
}

/// Other days that are kept at most.
const PAST: usize = 3;

/// News that a slow listener may lag behind before it is told to look at everything.
const NEWS: usize = 256;

/// Passwords that are tried at once: each takes as much memory as argon2 is given.
const TURNS: usize = 4;

/// An answer to a request that has a name is told again for so long.
const ANSWERED: SignedDuration = SignedDuration::from_hours(24);

/// Requests a second and at once, where nothing else is set.
const RATE: Rate = Rate { steady: 50, burst: 200 };

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum Unstarted {
    /// The packs are faulty.
    #[error(transparent)]
    Faulty(#[from] Faulty),
    /// The register says why.
    #[error(transparent)]
    Register(#[from] crate::register::Unopened),
    /// The store says why.
    #[error("{}", .0.zh())]
    Store(#[from] store::Error),
    /// The provider to sign in at is set wrong.
    #[error(transparent)]
    Provider(#[from] crate::link::oidc::Unset),
    /// A proxy is set wrong.
    #[error(transparent)]
    Proxy(#[from] proxy::NoNet),
    /// A folder beside the register cannot be used.
    #[error("登记库旁边的文件夹用不了：{}；请检查权限和磁盘", crate::say::disk(.0))]
    Folder(#[from] std::io::Error),
}

impl App {
    /// Reads the packs and everyone's facts.
    pub fn open(register: Register, clock: Clock) -> Result<Self, Unstarted> {
        let content = Arc::new(Shelved::read(&register.packs())?);
        let zone = register.settings.zone.clone();
        let own = Operator {
            zone,
            name: "园枢".to_owned(),
            department: "园枢".to_owned(),
            roles: [Role::Reader].into(),
            scope: Scope::Zone,
        };
        let own = own.may().map_err(crate::register::Unopened::from)?;
        let view = latest(china::day(clock.tell()));
        let living = Living::read(&register.store, &own, content.clone(), view)?;
        living.keep(&register.store)?;
        let gate = Gate::open(&register, clock.clone())?;
        let limits = Limits::new(match register.settings.server.rate {
            Some(0) => None,
            Some(steady) => Some(Rate { steady, burst: steady.saturating_mul(4) }),
            None => Some(RATE),
        });
        let proxies = Proxies::read(&register.settings.server.proxies)?;
        let hosts = Hosts::of(register.settings.server.address.as_deref());
        let provider = Provider::open(&register.settings.server, &register.folder)?;
        let drafts = Drafts::open(register.folder.join("drafts"))?;
        let results = Results::open(register.folder.join("results"))?;
        let (news, _) = tokio::sync::broadcast::channel(NEWS);
        Ok(Self(Arc::new(Held {
            register,
            clock,
            own,
            content: RwLock::new(content),
            living: RwLock::new(living),
            hands: Hands::new()?,
            lanes: Lanes::new(),
            renewing: Mutex::default(),
            behind: AtomicBool::default(),
            past: Mutex::default(),
            gate,
            limits,
            proxies,
            hosts,
            turns: tokio::sync::Semaphore::new(TURNS),
            strangers: Strangers::default(),
            links: Links::new()?,
            drafts,
            results,
            changing: Mutex::default(),
            order: RwLock::default(),
            metrics: Metrics::default(),
            streams: Streams::default(),
            provider,
            news,
        })))
    }

    /// Where the register is kept.
    pub fn store(&self) -> &Store {
        &self.0.register.store
    }

    /// The register, as whoever started the server has it open.
    pub fn register(&self) -> &Register {
        &self.0.register
    }

    /// What the register is set to.
    pub fn settings(&self) -> &Settings {
        &self.0.register.settings
    }

    /// Who may come in.
    pub fn gate(&self) -> &Gate {
        &self.0.gate
    }

    /// How often who may ask.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// Who is believed from where a request comes.
    pub(crate) fn proxies(&self) -> &Proxies {
        &self.0.proxies
    }

    /// By which names it may be asked for.
    pub(crate) fn hosts(&self) -> &Hosts {
        &self.0.hosts
    }

    /// Logins that nobody has and somebody tried.
    pub fn strangers(&self) -> &Strangers {
        &self.0.strangers
    }

    /// Who works out what is asked of one enterprise.
    pub(crate) fn hands(&self) -> &Hands {
        &self.0.hands
    }

    /// Waits until a password may be tried.
    pub async fn turn(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Refusal> {
        self.0.turns.acquire().await.map_err(|_| Refusal::broken())
    }

    /// Which administrator a text makes, where it is that of a link of the first start that was not
    /// used.
    pub fn founds(&self, text: &str) -> Option<Role> {
        let role = self.0.links.role(text)?;
        self.gate().staff().awaited().contains(&role).then_some(role)
    }

    /// The texts of the links of the first start that were not used.
    pub fn founding(&self) -> Vec<(Role, &str)> {
        let awaited = self.gate().staff().awaited();
        self.0.links.all().filter(|(role, _)| awaited.contains(role)).collect()
    }

    /// Where people may sign in beside here.
    pub fn provider(&self) -> Option<&Provider> {
        self.0.provider.as_ref()
    }

    /// What the machine does, in numbers.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// The last line of the journal that everyone's facts in memory have, and of how many.
    pub fn population(&self) -> (Seq, usize) {
        let living = self.0.living.read().unwrap_or_else(PoisonError::into_inner);
        (living.snapshot.seq(), living.snapshot.subjects().len())
    }

    /// Files that were sent and not yet brought in.
    pub fn drafts(&self) -> &Drafts {
        &self.0.drafts
    }

    /// Workbooks that were made for somebody.
    pub fn results(&self) -> &Results {
        &self.0.results
    }

    /// The server itself, to whom everything is open that it then shows to nobody unasked.
    pub fn own(&self) -> &Permit<ReadRegister> {
        &self.0.own
    }

    /// The moment it is.
    pub fn now(&self) -> Moment {
        self.0.clock.tell()
    }

    /// The day it is in China.
    pub fn today(&self) -> Day {
        china::day(self.now())
    }

    /// The packs in force.
    pub fn content(&self) -> Arc<Shelved> {
        self.0.content.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What changes are told to.
    pub fn news(&self) -> &tokio::sync::broadcast::Sender<News> {
        &self.0.news
    }

    /// Who listens to that.
    pub fn streams(&self) -> &Streams {
        &self.0.streams
    }

    /// Runs what may wait for the disk on a thread of its own.
    pub async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.run(work, Refusal::broken).await
    }

    /// The same; `failed` is what a panic is answered with.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
        failed: fn() -> Refusal,
    ) -> Result<T, Refusal> {
        let (app, span) = (self.clone(), tracing::Span::current());
        let work = move || span.in_scope(|| work(&app));
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a request ended in a panic");
            Err(failed())
        })
    }
}

/// An invitation is good for so long.
pub const INVITED: jiff::SignedDuration = jiff::SignedDuration::from_hours(72);

/// What nobody guesses: 256 random bits in hexadecimal.
pub fn secret() -> std::io::Result<String> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(std::io::Error::other)?;
    Ok(store::Hash::of(&random).to_string())
}

/// Everything that is known, for a day.
pub fn latest(on: Day) -> View {
    View { on, known: Seq::LATEST, purpose: Use::Verdict }
}

/// Looks after what passes with time: the day that turns, sessions that end.
pub fn tend(app: &App) {
    /// How often.
    const TURN: std::time::Duration = std::time::Duration::from_mins(1);
    let app = app.clone();
    tokio::spawn(async move {
        let mut turns = tokio::time::interval(TURN);
        loop {
            turns.tick().await;
            let turned = app.limits().turned();
            if turned > 0 {
                tracing::warn!(requests = turned, "in the last minute so many were told to wait");
            }
            let tended = app.aside(|app| {
                app.gate().sweep(app.store())?;
                let kept = Moment::new(app.now().timestamp() - ANSWERED);
                app.store().gate().forget_answered(kept)?;
                app.living(latest(app.today()), |_| ())?;
                ahead(app)
            });
            let tended = tended.await;
            if let Err(refusal) = tended {
                tracing::warn!(code = refusal.code().word(), "the day could not be turned");
            }
        }
    });
}

/// Finds out what policies say of everyone before somebody asks, titles first; one after the
/// other, so that who writes meanwhile waits for one of them at most.
fn ahead(app: &App) -> Result<(), Refusal> {
    let content = app.content();
    let mut policies = content.content.shelf.in_force(app.today());
    policies.sort_by_key(|policy| policy.confers.is_none());
    for policy in policies {
        app.living(latest(app.today()), |living| living.answers(&policy.id))?;
    }
    Ok(())
}
