//! Signing in elsewhere (统一身份认证): where a browser is sent, and who comes back from there.

mod token;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::JwkSet;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use store::{Hash, Moment};
use tokio::sync::{Semaphore, SemaphorePermit};
use ureq::Agent;
use ureq::tls::{PemItem, RootCerts, TlsConfig};

use crate::register::{Serving, SignOn};
use token::Expected;

/// A provider answers within so long, or not at all.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most bytes of an answer of it.
const MOST: u64 = 1 << 20;

/// A provider of OpenID Connect.
pub struct Provider {
    agent: Agent,
    is: SignOn,
    secret: String,
    /// Where browsers come back to.
    back: String,
    found: Mutex<Option<Arc<Found>>>,
    /// Those who wait for it at once: where it does not answer, nobody else waits with them.
    asking: Semaphore,
}

/// So many wait for a provider at once.
const ASKING: usize = 8;

/// What a provider says of itself, and the keys it signs with.
#[derive(Debug)]
struct Found {
    says: Says,
    keys: JwkSet,
}

#[derive(Debug, Deserialize)]
struct Says {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    /// What the standard has where nothing is said: `client_secret_basic`.
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Given {
    id_token: String,
}

/// Why a provider cannot be used as it is set.
#[derive(Debug, thiserror::Error)]
pub enum Unset {
    /// Browsers must come back to an address that the provider knows.
    #[error("写了 [server.oidc] 的，[server] 里要写 address（人们在浏览器里输入的地址）")]
    Address,
    /// What would be sent could be read on the way.
    #[error("[server.oidc] 的 issuer 要以 https:// 开头：{0}")]
    Unsafe(String),
    /// There is no secret to be read.
    #[error("[server.oidc] 要写 secret_file 或 secret_env，而且读得到：{0}")]
    Secret(String),
    /// The certificates cannot be read.
    #[error("[server.oidc] 的 ca_file 读不了：{0}")]
    Roots(String),
}

/// Why nobody came back whom one could let in.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// It does not answer, or not as the standard has it.
    #[error("the provider: {0}")]
    Provider(String),
    /// What it answers is not safe to be asked at.
    #[error("the provider names an address that is not safe")]
    Unsafe,
    /// It is another than the one that is set.
    #[error("the provider says that it is another")]
    Issuer,
    /// Its word about the person does not hold.
    #[error("the ID token: {0}")]
    Token(#[from] token::Unfit),
    /// The claim that is set is not in it, or not verified.
    #[error("the ID token does not have the claim")]
    Claim,
}

impl Provider {
    /// The one that is set, with its secret read; none where none is set.
    pub fn open(serving: &Serving, folder: &Path) -> Result<Option<Self>, Unset> {
        let Some(is) = serving.oidc.clone() else { return Ok(None) };
        let address = serving.address.as_deref().ok_or(Unset::Address)?;
        if !is_safe(&is.issuer) {
            return Err(Unset::Unsafe(is.issuer));
        }
        let secret = match (&is.secret_file, &is.secret_env) {
            (Some(file), _) => std::fs::read_to_string(folder.join(file))
                .map_err(|error| Unset::Secret(crate::say::disk(&error).to_string()))?,
            (None, Some(name)) => {
                std::env::var(name).map_err(|_| Unset::Secret(format!("没有环境变量 {name}")))?
            }
            (None, None) => return Err(Unset::Secret("都没有写".to_owned())),
        };
        let agent = agent(&is, folder)?;
        let back = format!("{}/api/oidc/return", address.trim_end_matches('/'));
        let secret = secret.trim().to_owned();
        Ok(Some(Self {
            agent,
            is,
            secret,
            back,
            found: Mutex::default(),
            asking: Semaphore::new(ASKING),
        }))
    }

    /// Where a browser is sent that carries a ticket. State, nonce and verifier all follow from
    /// the ticket, which only that browser has.
    pub fn start(&self, ticket: &str) -> Result<String, Failed> {
        let _asking = self.asking()?;
        let says = self.found()?;
        let challenge = Sha256::digest(verifier(ticket).as_bytes());
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(challenge);
        let asked = [
            ("response_type", "code"),
            ("client_id", &self.is.client),
            ("redirect_uri", &self.back),
            ("scope", self.is.scope.as_deref().unwrap_or("openid profile")),
            ("state", &state(ticket)),
            ("nonce", &nonce(ticket)),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let asked = asked.map(|(name, value)| format!("{name}={}", escaped(value))).join("&");
        let at = &says.says.authorization_endpoint;
        let joint = if at.contains('?') { '&' } else { '?' };
        Ok(format!("{at}{joint}{asked}"))
    }

    /// What the claim that is set says of whoever came back with a code and a ticket.
    pub fn identify(&self, (code, ticket): (&str, &str), now: Moment) -> Result<String, Failed> {
        let _asking = self.asking()?;
        let found = self.found()?;
        let given = self.exchange(&found.says, (code, ticket))?;
        let (nonce, now) = (nonce(ticket), now.timestamp().as_second());
        let (issuer, client) = (self.is.issuer.as_str(), self.is.client.as_str());
        let expected = Expected { issuer, client, nonce: &nonce, now };
        let claims = match token::read(&given.id_token, &found.keys, &expected) {
            // Keys change: they are fetched anew, once.
            Err(token::Unfit::Key) => {
                *self.lock() = None;
                token::read(&given.id_token, &self.found()?.keys, &expected)
            }
            other => other,
        }?;
        let claim = self.is.claim.as_deref().unwrap_or("preferred_username");
        if claim == "email" && claims.get("email_verified") != Some(&Json::Bool(true)) {
            return Err(Failed::Claim);
        }
        let said = claims.get(claim).and_then(Json::as_str).map(str::trim);
        said.filter(|said| !said.is_empty()).map(str::to_owned).ok_or(Failed::Claim)
    }

    fn asking(&self) -> Result<SemaphorePermit<'_>, Failed> {
        let busy = |_| Failed::Provider("too many wait for it".to_owned());
        self.asking.try_acquire().map_err(busy)
    }

    /// Trades a code for what the provider says of the person.
    fn exchange(&self, says: &Says, (code, ticket): (&str, &str)) -> Result<Given, Failed> {
        let verifier = verifier(ticket);
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.back),
            ("code_verifier", &verifier),
        ];
        let mut request = self.agent.post(&says.token_endpoint);
        let takes = says.token_endpoint_auth_methods_supported.as_deref();
        if takes.is_none_or(|takes| takes.iter().any(|one| one == "client_secret_basic")) {
            let pair = format!("{}:{}", escaped(&self.is.client), escaped(&self.secret));
            let basic = format!("Basic {}", BASE64_STANDARD.encode(pair));
            request = request.header("authorization", basic);
        } else {
            form.extend([("client_id", &*self.is.client), ("client_secret", &*self.secret)]);
        }
        read(request.send_form(form))
    }

    /// What the provider says of itself; asked for once.
    fn found(&self) -> Result<Arc<Found>, Failed> {
        let mut held = self.lock();
        if let Some(found) = held.as_ref() {
            return Ok(found.clone());
        }
        let at =
            format!("{}/.well-known/openid-configuration", self.is.issuer.trim_end_matches('/'));
        let says: Says = read(self.agent.get(&at).call())?;
        if says.issuer != self.is.issuer {
            return Err(Failed::Issuer);
        }
        let places = [&says.authorization_endpoint, &says.token_endpoint, &says.jwks_uri];
        if !places.into_iter().all(|place| is_safe(place)) {
            return Err(Failed::Unsafe);
        }
        let keys: JwkSet = read(self.agent.get(&says.jwks_uri).call())?;
        let found = Arc::new(Found { says, keys });
        *held = Some(found.clone());
        Ok(found)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Arc<Found>>> {
        // What is behind the lock is replaced whole.
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Provider {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider").field("is", &self.is).finish_non_exhaustive()
    }
}

/// What a browser must bring back with the code.
pub fn state(ticket: &str) -> String {
    derived(ticket, "state")
}

fn nonce(ticket: &str) -> String {
    derived(ticket, "nonce")
}

fn verifier(ticket: &str) -> String {
    derived(ticket, "verifier")
}

/// Of 256 bits, from which nobody finds the ticket.
fn derived(ticket: &str, what: &str) -> String {
    Hash::of(format!("{what}\n{ticket}").as_bytes()).to_string()
}

/// Whether nobody reads on the way what is sent there: encrypted, or on the machine itself.
fn is_safe(url: &str) -> bool {
    let host = url.strip_prefix("http://").map(|rest| rest.split(['/', ':']).next());
    url.starts_with("https://") || matches!(host, Some(Some("127.0.0.1" | "localhost")))
}

/// It goes nowhere else than it is sent, and not through what the surroundings name as a proxy.
fn agent(is: &SignOn, folder: &Path) -> Result<Agent, Unset> {
    let unread = |why: &str| Unset::Roots(why.to_owned());
    let mut tls = TlsConfig::builder();
    if let Some(file) = &is.ca_file {
        let text = std::fs::read(folder.join(file))
            .map_err(|error| unread(crate::say::disk(&error).zh()))?;
        let mut roots = Vec::new();
        for item in ureq::tls::parse_pem(&text) {
            if let PemItem::Certificate(root) =
                item.map_err(|_| unread("里面不是 PEM 格式的证书"))?
            {
                roots.push(root);
            }
        }
        tls = tls.root_certs(RootCerts::from(roots));
    }
    let config = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .proxy(None)
        .tls_config(tls.build());
    Ok(config.build().new_agent())
}

/// An answer in JSON.
fn read<T: DeserializeOwned>(
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<T, Failed> {
    // What went wrong is told by its kind: an answer may hold what nobody should read.
    let answer = answer.map_err(|error| match error {
        ureq::Error::StatusCode(status) => Failed::Provider(format!("status {status}")),
        ureq::Error::Timeout(_) => Failed::Provider("no answer in time".to_owned()),
        ureq::Error::HostNotFound => Failed::Provider("host not found".to_owned()),
        ureq::Error::Io(error) => Failed::Provider(error.kind().to_string()),
        _ => Failed::Provider("no connection".to_owned()),
    })?;
    let body = answer.into_body().with_config().limit(MOST).read_to_vec();
    let body = body.map_err(|_| Failed::Provider("its answer broke off".to_owned()))?;
    serde_json::from_slice(&body).map_err(|_| Failed::Provider("not what it answers".to_owned()))
}

/// As it is written in an address.
fn escaped(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'-' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_can_read_on_the_way_is_safe() {
        for safe in ["https://sso.example.cn", "http://127.0.0.1:9/", "http://localhost/a"] {
            assert!(is_safe(safe), "{safe}");
        }
        for open in ["http://sso.example.cn", "http://127.0.0.1.example.cn", "ftp://a", "sso"] {
            assert!(!is_safe(open), "{open}");
        }
    }

    #[test]
    fn what_follows_from_a_ticket_differs_and_does_not_tell_it() {
        let all = [state("票"), nonce("票"), verifier("票"), state("另一张")];
        let different: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!((different.len(), all.map(|one| one.len())), (4, [64; 4]));
    }
}
