//! A small zone that is served: its people, and requests to it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use base::Day;
use http_body_util::BodyExt;
use serde_json::{Value as Json, json};
use store::{Clock, Hash, Moment, SignedIn};
use tower::ServiceExt;
use yuanshu::register::{Register, Serving, Settings, Who};
use yuanshu::serve::{App, COOKIE};
use zone::people::{Grant, GrantPosts, KeepAccounts, OfficerId, Person, Post, PostId, Role, Scope};

/// The day that it is in the tests' zone.
pub(crate) const TODAY: Day = Day::constant(2026, 11, 21);

/// A zone that is served, in a folder of its own.
pub(crate) struct Zone {
    pub(crate) app: App,
    pub(crate) router: Router,
    folder: PathBuf,
    time: Arc<AtomicI64>,
    /// The tokens of those who are signed in, by what they are called here.
    tokens: BTreeMap<String, (String, String)>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!("{error}: {} {}", self.status, String::from_utf8_lossy(&self.body))
        })
    }

    /// The code of a refusal; none where it is none.
    pub(crate) fn code(&self) -> Option<String> {
        let body: Json = serde_json::from_slice(&self.body).ok()?;
        Some(body.get("code")?.as_str()?.to_owned())
    }
}

impl Answer {
    /// A refusal has a code that the document has, with the status that it has there.
    fn is_documented(&self) {
        static CODES: OnceLock<Json> = OnceLock::new();
        let codes = CODES.get_or_init(|| {
            let document = serde_json::to_value(yuanshu::http::document()).unwrap();
            document["components"]["schemas"]["ProblemCode"]["oneOf"].clone()
        });
        if !self.status.is_client_error() && !self.status.is_server_error() {
            return;
        }
        let code = self.code().unwrap_or_else(|| panic!("{self:?}"));
        let known = codes.as_array().unwrap().iter().find(|known| known["const"] == code.as_str());
        let means = known.unwrap_or_else(|| panic!("{code}"))["description"].as_str().unwrap();
        let statuses = means.split_once('：').unwrap().0;
        assert!(statuses.contains(self.status.as_str()), "{code}: {} is not {means}", self.status);
    }
}

/// A folder that is gone with the test.
pub(crate) fn folder() -> PathBuf {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("yuanshu-http-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The packs of the house.
pub(crate) fn packs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    ["packs/national", "packs/demo"].map(|pack| root.join(pack)).to_vec()
}

fn at(millisecond: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(millisecond).unwrap()
}

impl Zone {
    /// A zone of which nobody knows anything yet, and in which nobody has an account.
    pub(crate) fn empty() -> Self {
        Self::with(Serving { rate: Some(0), ..Serving::default() })
    }

    pub(crate) fn with(server: Serving) -> Self {
        Self::on(server, None)
    }

    /// A zone whose register is on a PostgreSQL, where one is named.
    pub(crate) fn on(server: Serving, database: Option<String>) -> Self {
        Self::reading(server, database, packs())
    }

    /// A zone that reads packs of its own.
    pub(crate) fn reading(server: Serving, database: Option<String>, packs: Vec<PathBuf>) -> Self {
        let folder = folder();
        let time = TODAY.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_millisecond();
        let time = Arc::new(AtomicI64::new(time));
        let telling = time.clone();
        let clock = Clock::new(move || at(telling.load(Ordering::Relaxed)));
        let settings = Settings {
            zone: "示范高新区".to_owned(),
            packs,
            database,
            mark: None,
            operator: Who { name: "园枢".to_owned(), department: "科技局".to_owned() },
            server,
        };
        let register = Register::found(&folder, settings, clock.clone()).unwrap();
        let app = App::open(register, clock).unwrap();
        let router = yuanshu::http::router(app.clone());
        Self { app, router, folder, time, tokens: BTreeMap::new() }
    }

    /// A zone with an officer for each role, called as the role is.
    pub(crate) fn staffed() -> Self {
        let mut zone = Self::empty();
        for role in Role::ALL {
            let scope = match role {
                Role::Enterprise => Scope::Own(zone::enterprise::SubjectId(0)),
                _ => Scope::Zone,
            };
            zone.hire(word(role), &[role], scope);
        }
        zone
    }

    /// Those of the three administrators who are not there yet, called as their roles are.
    pub(crate) fn administrators(&mut self) {
        for role in self.app.gate().staff().awaited() {
            self.hire(word(role), &[role], Scope::Zone);
        }
    }

    /// Has somebody join, hold a post of their own, and be signed in.
    pub(crate) fn hire(&mut self, called: &str, roles: &[Role], scope: Scope) -> OfficerId {
        let own = &self.app.register().operator;
        let person = Person { login: called.to_owned(), name: format!("{called}某"), phone: None };
        let keep = own.may::<KeepAccounts>().unwrap();
        let officer = self.app.store().join(&keep, person, TODAY).unwrap();
        let post = self.app.gate().staff().next_post();
        let is = Post {
            title: called.to_owned(),
            department: "科技局".to_owned(),
            roles: roles.iter().copied().collect(),
            scope,
        };
        let grants = vec![
            Grant::Made { post, is },
            Grant::Appointed { post, officer, from: TODAY, until: None },
        ];
        let grant = own.may::<GrantPosts>().unwrap();
        self.app.store().grant(&grant, grants, TODAY).unwrap();
        self.set_password(officer);
        self.app.gate().learn(self.app.store()).unwrap();
        self.sign_in(called, officer, post);
        officer
    }

    /// Lets somebody have the password of everybody here.
    fn set_password(&self, officer: OfficerId) {
        let keep = self.app.register().operator.may::<KeepAccounts>().unwrap();
        let token = Hash::of(officer.to_string().as_bytes());
        let until = Moment::new(at(self.now() + 1000));
        self.app.store().invite(&keep, (officer, TODAY), (token, until)).unwrap();
        let hashed = hashed().to_owned();
        self.app.store().gate().accept(token, hashed, Moment::new(at(self.now()))).unwrap();
    }

    /// Signs somebody in without a password.
    pub(crate) fn sign_in(&mut self, called: &str, officer: OfficerId, post: PostId) {
        let (token, csrf) = (format!("token-{called}-{}", self.tokens.len()), "csrf".to_owned());
        let now = Moment::new(at(self.now()));
        let session = SignedIn {
            token: Hash::of(token.as_bytes()),
            officer,
            post,
            csrf: csrf.clone(),
            mark: yuanshu::serve::mark(&HeaderMap::new(), &axum::http::Extensions::new()),
            made: now,
            seen: now,
            ends: Moment::new(at(self.now() + 12 * 3_600_000)),
        };
        let who = self.app.gate().seats(officer).remove(0).operator;
        self.app.store().gate().sign_in(&who, session.clone(), None).unwrap();
        self.app.gate().admit(session);
        self.tokens.insert(called.to_owned(), (token, csrf));
    }

    fn now(&self) -> i64 {
        self.time.load(Ordering::Relaxed)
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, seconds: i64) {
        self.time.fetch_add(seconds * 1000, Ordering::Relaxed);
    }

    /// A request of somebody who is signed in here, or of nobody.
    pub(crate) fn request(
        &self,
        who: Option<&str>,
        (method, path): (Method, &str),
        body: Option<&Json>,
    ) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(path);
        if let Some((token, csrf)) = who.and_then(|who| self.tokens.get(who)) {
            request = request
                .header(header::COOKIE, format!("{COOKIE}={token}"))
                .header("x-csrf-token", csrf);
        }
        let Some(body) = body else { return request.body(Body::empty()).unwrap() };
        let request = request.header(header::CONTENT_TYPE, "application/json");
        request.body(Body::from(body.to_string())).unwrap()
    }

    /// Sends a request, and waits for the whole answer.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        answer.is_documented();
        answer
    }

    pub(crate) async fn get(&self, who: &str, path: &str) -> Answer {
        self.send(self.request(Some(who), (Method::GET, path), None)).await
    }

    pub(crate) async fn post(&self, who: &str, path: &str, body: &Json) -> Answer {
        self.send(self.request(Some(who), (Method::POST, path), Some(body))).await
    }

    /// Sends a sheet of text, to be looked at before it is brought in.
    pub(crate) async fn upload(&self, who: &str, (name, feed): (&str, &str), text: &str) -> Answer {
        let path = format!("/api/drafts?name={name}&feed={feed}");
        let mut request = self.request(Some(who), (Method::POST, &path), None);
        *request.body_mut() = Body::from(text.to_owned());
        self.send(request).await
    }

    /// A draft as it is once it was looked at.
    pub(crate) async fn looked(&self, who: &str, id: &Json) -> Json {
        // It is read on another thread; each look lets that go on.
        loop {
            let draft = self.get(who, &format!("/api/drafts/{id}")).await.json();
            match draft["state"].as_str() {
                Some("reading") => tokio::task::yield_now().await,
                _ => return draft,
            }
        }
    }

    /// Sends a sheet of text and brings it in; returns what came of it.
    pub(crate) async fn bring(&self, who: &str, (name, feed): (&str, &str), text: &str) -> Json {
        let sent = self.upload(who, (name, feed), text).await;
        assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", String::from_utf8_lossy(&sent.body));
        let id = sent.json()["id"].clone();
        let looked = self.looked(who, &id).await;
        assert_eq!(looked["state"], "looked", "{looked}");
        let accepted = self.post(who, &format!("/api/drafts/{id}/accept"), &json!({})).await;
        assert_eq!(accepted.status, StatusCode::CREATED, "{:?}", accepted.code());
        looked["looked"].clone()
    }
}

impl Drop for Zone {
    fn drop(&mut self) {
        // What is left in a temporary folder harms nobody.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "曲江春水绕园林二零二六年";

fn hashed() -> &'static str {
    static HASHED: OnceLock<String> = OnceLock::new();
    HASHED.get_or_init(|| yuanshu::serve::password::hash(PASSWORD).unwrap())
}

/// A text as it stands in an address.
pub(crate) fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |before, byte| format!("{before}%{byte:02X}"))
}

/// A role as it is written in JSON.
pub(crate) fn word(role: Role) -> &'static str {
    match role {
        Role::Leader => "leader",
        Role::Reader => "reader",
        Role::Clerk => "clerk",
        Role::Reviewer => "reviewer",
        Role::Steward => "steward",
        Role::Enterprise => "enterprise",
        Role::Keeper => "keeper",
        Role::Security => "security",
        Role::Auditor => "auditor",
    }
}
