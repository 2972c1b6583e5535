//! Who asks for another host is not answered: a name of elsewhere that was turned to this address
//! is nobody's way in.

use axum::http::{HeaderValue, Method, StatusCode, header};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use yuanshu::register::Serving;
use zone::people::{Role, Scope};

use super::kit::{Answer, Zone};

const ADDRESS: &str = "https://zone.example.cn";

async fn ask(zone: &Zone, (host, path): (&'static str, &str)) -> Answer {
    let mut request = zone.request(Some("wang"), (Method::GET, path), None);
    request.headers_mut().insert(header::HOST, HeaderValue::from_static(host));
    zone.send(request).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_for_another_host_is_refused_and_told_what_to_do() {
    let address = Some(ADDRESS.to_owned());
    let mut zone = Zone::with(Serving { address, rate: Some(0), ..Serving::default() });
    zone.hire("wang", &[Role::Clerk], Scope::Zone);
    for host in ["zone.example.cn", "localhost:8642", "127.0.0.1:8642"] {
        let served = ask(&zone, (host, "/api/session")).await;
        assert_eq!(served.status, StatusCode::OK, "{host}");
    }
    // The pages are as little for them as the API.
    for path in ["/api/session", "/api/enterprises", "/", "/assets/index.js", "/api/first"] {
        let refused = ask(&zone, ("evil.example", path)).await;
        let said = refused.json();
        assert_eq!(refused.status.as_u16(), 421, "{path}");
        let told = ["title", "code", "path"].map(|name| said[name].clone());
        assert_eq!(json!(told), json!(["找错了系统", "other-host", "host"]));
        assert_eq!(
            said["hint"],
            "请用本系统的网址打开；换了网址的，由系统管理员写进 zone.toml 的 [server] address"
        );
    }
    // Who watches whether it runs learns nothing of the zone.
    for path in ["/healthz", "/readyz"] {
        assert_eq!(ask(&zone, ("10.0.0.7:8642", path)).await.status, StatusCode::OK, "{path}");
    }
}

/// The first line of what is answered over a connection.
async fn answered(address: std::net::SocketAddr, host: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET /api/first HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut told = String::new();
    stream.read_to_string(&mut told).await.unwrap();
    told.lines().next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_of_the_network_is_the_servers_own_where_it_is_asked_over_the_network() {
    let zone = Zone::empty();
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let router = zone.router.clone();
    let served = tokio::spawn(async move {
        yuanshu::serve::serve(listener, router, async move { drop(ended.await) }).await;
    });
    let here = ([127, 0, 0, 1], port).into();
    assert_eq!(answered(here, &format!("127.0.0.1:{port}")).await, "HTTP/1.1 200 OK");
    assert_eq!(answered(here, "192.0.2.1").await, "HTTP/1.1 421 Misdirected Request");
    // By the number that the machine has in its network, where it has one.
    let probe = std::net::UdpSocket::bind("0.0.0.0:0").unwrap();
    if probe.connect("192.0.2.1:9").is_ok()
        && let Ok(own) = probe.local_addr()
    {
        let there = (own.ip(), port).into();
        assert_eq!(answered(there, "192.0.2.1").await, "HTTP/1.1 200 OK");
        assert_eq!(answered(there, "evil.example").await, "HTTP/1.1 421 Misdirected Request");
    }
    drop(end);
    served.await.unwrap();
}
