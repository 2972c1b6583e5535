//! By which names the server is asked for: a page of elsewhere whose name was turned to this
//! address asks by its own.

use std::net::IpAddr;

use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{Uri, header};

/// The server's own end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Local(pub IpAddr);

/// The name that people type, where one is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hosts(Option<String>);

impl Hosts {
    /// That of the address that the settings name: `https://zone.example.cn`.
    pub(crate) fn of(address: Option<&str>) -> Self {
        let uri = address.and_then(|address| address.parse::<Uri>().ok());
        Self(uri.and_then(|uri| uri.host().map(bare)))
    }

    /// Whether a request asks for this server: by its name, or by a number, which no page of
    /// elsewhere has. At the machine's own end of a wire to itself only its own numbers count.
    /// Programs of old leave the name out, browsers never do.
    pub(crate) fn own(&self, asked: &Parts) -> bool {
        let local = asked.extensions.get::<Local>().map(|local| local.0.to_canonical());
        let mut named = asked.headers.get_all(header::HOST).iter();
        let named = match (asked.uri.authority(), named.next(), named.next()) {
            (Some(authority), ..) => Some(authority.clone()),
            (None, Some(one), None) => one.to_str().ok().and_then(|one| one.parse().ok()),
            (None, None, _) => return true,
            (None, Some(_), Some(_)) => None,
        };
        named.is_some_and(|named| self.names(&named, local))
    }

    fn names(&self, asked: &Authority, local: Option<IpAddr>) -> bool {
        let asked = bare(asked.host());
        match asked.parse::<IpAddr>().map(|asked| asked.to_canonical()) {
            Ok(_) if self.0.as_ref() == Some(&asked) => true,
            Ok(number) => number.is_loopback() || local.is_some_and(|local| !local.is_loopback()),
            Err(_) => asked == "localhost" || self.0.as_ref() == Some(&asked),
        }
    }
}

/// A name as names are compared: without brackets, the last dot, and capitals.
fn bare(host: &str) -> String {
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn own(hosts: &Hosts, local: &str, named: &[&str]) -> bool {
        let mut request = Request::get("/api/session");
        for host in named {
            request = request.header(header::HOST, *host);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(Local(local.parse().unwrap()));
        hosts.own(&parts)
    }

    #[test]
    fn on_the_machine_itself_only_its_own_names_count() {
        let hosts = Hosts::of(Some("https://Zone.Example.cn:8443/"));
        for host in [
            "127.0.0.1:8642",
            "127.8.8.8",
            "localhost:8642",
            "LOCALHOST.",
            "[::1]:8642",
            "[::ffff:127.0.0.1]",
        ] {
            assert!(own(&hosts, "127.0.0.1", &[host]), "{host}");
        }
        assert!(own(&hosts, "127.0.0.1", &["zone.example.cn"]), "as a proxy passes it on");
        for host in [
            "evil.example",
            "evil.example:8642",
            "localhost.evil.example",
            "192.0.2.1",
            "0.0.0.0:8642",
            "",
            "a b",
        ] {
            assert!(!own(&hosts, "127.0.0.1", &[host]), "{host}");
        }
        assert!(!own(&Hosts::of(None), "::1", &["zone.example.cn"]));
    }

    #[test]
    fn in_a_network_a_number_counts_and_a_name_that_is_not_set_does_not() {
        let hosts = Hosts::of(None);
        assert!(own(&hosts, "192.0.2.1", &["198.51.100.7:8642"]), "as it is passed on");
        assert!(own(&hosts, "::ffff:192.0.2.1", &["[2001:db8::1]"]));
        assert!(!own(&hosts, "192.0.2.1", &["zone.example.cn"]));
        let numbered = Hosts::of(Some("http://198.51.100.7:8642"));
        assert!(own(&numbered, "127.0.0.1", &["198.51.100.7:8642"]), "as a proxy passes it on");
    }

    #[test]
    fn two_names_are_none_and_none_is_no_browser() {
        let hosts = Hosts::default();
        assert!(!own(&hosts, "127.0.0.1", &["localhost", "evil.example"]));
        assert!(own(&hosts, "127.0.0.1", &[]));
        let (mut parts, ()) = Request::get("http://evil.example/").body(()).unwrap().into_parts();
        parts.headers.insert(header::HOST, "localhost".parse().unwrap());
        assert!(!hosts.own(&parts), "the whole address says for whom it is");
    }
}
