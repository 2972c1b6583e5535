//! From where a request comes that a proxy passes on: told by proxies that are trusted, and by no
//! other.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use axum::http::header::FORWARDED;
use ipnet::IpNet;

/// The header that most proxies write.
const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// The networks of the proxies that are trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Proxies(Vec<IpNet>);

/// What is written for a network and is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("zone.toml 的 proxies 里写的“{0}”不是地址；要写代理的地址，如 127.0.0.1/32 或 10.0.8.0/24")]
pub struct NoNet(String);

impl Proxies {
    /// The networks that the settings name.
    ///
    /// # Errors
    /// The first that is none.
    pub(crate) fn read(said: &[String]) -> Result<Self, NoNet> {
        let nets = said.iter().map(|text| net(text).ok_or_else(|| NoNet(text.clone())));
        Ok(Self(nets.collect::<Result<_, _>>()?))
    }

    fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(&address))
    }

    /// Who asks, where `peer` is at the other end of the connection: the last address before the
    /// proxies that are trusted. What cannot be read ends the way back, and so the address is one
    /// that a trusted proxy saw or its own; where both headers are there and tell of two, one of
    /// them was made up, and it is the peer's.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.trust(peer) {
            return peer;
        }
        let hops = |name: &str, read: fn(&str) -> Option<IpAddr>| {
            let lines = headers.get_all(name).iter();
            let lines: Vec<&str> = lines.map(|line| line.to_str().unwrap_or("?")).collect();
            (!lines.is_empty()).then(|| self.back(peer, lines.join(",").rsplit(',').map(read)))
        };
        match (hops(X_FORWARDED_FOR, address), hops(FORWARDED.as_str(), element)) {
            (Some(one), None) | (None, Some(one)) => one,
            (Some(one), Some(other)) if one == other => one,
            (Some(_), Some(_)) | (None, None) => peer,
        }
    }

    /// The way back from the last hop to the first that is not trusted.
    fn back(&self, peer: IpAddr, hops: impl Iterator<Item = Option<IpAddr>>) -> IpAddr {
        let mut known = peer;
        for hop in hops {
            let Some(hop) = hop else { return known };
            known = hop;
            if !self.trust(hop) {
                return known;
            }
        }
        known
    }
}

/// A network, or one address alone.
fn net(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

/// An address, with or without brackets and a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let parsed = bare.parse::<IpAddr>().ok();
    let parsed = parsed.or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    parsed.map(|address| address.to_canonical())
}

/// The `for` of an element of `Forwarded` (RFC 7239).
fn element(text: &str) -> Option<IpAddr> {
    let mut pairs = text.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, node) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    address(node.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn asked(peer: &str, headers: &[(&str, &str)]) -> String {
        let said = ["127.0.0.1/32", "10.0.8.0/24", "fd00::/8"].map(str::to_owned);
        let proxies = Proxies::read(&said).unwrap();
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()));
        proxies.client(peer.parse().unwrap(), &headers.collect()).to_string()
    }

    #[test]
    fn who_is_no_trusted_proxy_is_believed_nothing() {
        let forged = [("x-forwarded-for", "192.0.2.1"), ("forwarded", "for=192.0.2.1")];
        assert_eq!(asked("203.0.113.9", &forged), "203.0.113.9");
        assert_eq!(asked("10.0.9.1", &forged), "10.0.9.1", "beside the network");
        let none = Proxies::default();
        let peer = "127.0.0.1".parse().unwrap();
        let headers = [(HeaderName::from_static("x-forwarded-for"), "192.0.2.1".parse().unwrap())];
        assert_eq!(none.client(peer, &headers.into_iter().collect()), peer);
    }

    #[test]
    fn a_trusted_proxy_tells_who_asks_and_what_they_wrote_themselves_is_nothing() {
        assert_eq!(asked("127.0.0.1", &[("x-forwarded-for", "192.0.2.1")]), "192.0.2.1");
        assert_eq!(asked("::ffff:127.0.0.1", &[("x-forwarded-for", "192.0.2.1")]), "192.0.2.1");
        let forged = [("x-forwarded-for", "198.51.100.7, 192.0.2.1")];
        assert_eq!(asked("127.0.0.1", &forged), "192.0.2.1");
        assert_eq!(asked("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn two_proxies_in_a_row_are_gone_back_over() {
        let two = [("x-forwarded-for", "198.51.100.7, 192.0.2.1, 10.0.8.4")];
        assert_eq!(asked("127.0.0.1", &two), "192.0.2.1");
        let lines = [("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "10.0.8.4")];
        assert_eq!(asked("127.0.0.1", &lines), "192.0.2.1");
        let forwarded =
            [("forwarded", r#"for=192.0.2.1;proto=https, For="[fd00::7]:4711";by=10.0.8.1"#)];
        assert_eq!(asked("127.0.0.1", &forwarded), "192.0.2.1");
        assert_eq!(asked("127.0.0.1", &[("x-forwarded-for", "10.0.8.5, 10.0.8.4")]), "10.0.8.5");
    }

    #[test]
    fn what_cannot_be_read_ends_the_way_back_at_what_is_known() {
        for malformed in ["", "unknown", "192.0.2.1:x", "_hidden", "192.0.2.1,", "1.2.3.4.5"] {
            assert_eq!(asked("127.0.0.1", &[("x-forwarded-for", malformed)]), "127.0.0.1");
        }
        let after = [("x-forwarded-for", "192.0.2.1, nobody, 10.0.8.4")];
        assert_eq!(asked("127.0.0.1", &after), "10.0.8.4");
        assert_eq!(asked("127.0.0.1", &[("forwarded", "proto=https")]), "127.0.0.1");
        assert_eq!(asked("127.0.0.1", &[("forwarded", "for=_secret")]), "127.0.0.1");
    }

    #[test]
    fn two_headers_that_differ_tell_nothing() {
        let both = [("x-forwarded-for", "192.0.2.1"), ("forwarded", "for=198.51.100.7")];
        assert_eq!(asked("127.0.0.1", &both), "127.0.0.1");
        let same = [("x-forwarded-for", "192.0.2.1"), ("forwarded", "for=192.0.2.1")];
        assert_eq!(asked("127.0.0.1", &same), "192.0.2.1");
    }

    #[test]
    fn a_network_that_is_none_is_refused() {
        for wrong in ["localhost", "10.0.0.0/33", "10.0.0.0/x", "::/129", ""] {
            assert_eq!(Proxies::read(&[wrong.to_owned()]), Err(NoNet(wrong.to_owned())));
        }
    }
}
