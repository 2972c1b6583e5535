//! Ten thousand requests at once from one address: it waits, and others are served.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use yuanshu::register::Serving;
use zone::people::{Role, Scope};

use super::kit::Zone;

/// A request of nobody from an address.
fn from(address: [u8; 4]) -> Request<Body> {
    let mut request = Request::builder().uri("/api/first").body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((address, 40_000))));
    request
}

#[tokio::test]
async fn ten_thousand_requests_of_one_address_are_told_to_wait_and_others_are_served() {
    let mut zone = Zone::with(Serving { rate: Some(50), ..Serving::default() });
    zone.hire("wang", &[Role::Clerk], Scope::Zone);
    let mut served = 0;
    for number in 0..10_000 {
        let answer = zone.send(from([10, 0, 0, 1])).await;
        if answer.status == StatusCode::OK {
            served += 1;
        } else {
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(answer.code().as_deref(), Some("too-many-requests"));
            assert_eq!(answer.headers[header::RETRY_AFTER], "1");
        }
        // In the middle of it: somebody else, and somebody who is signed in.
        if number % 100 == 99 {
            let path = (Method::GET, "/api/session");
            let signed = zone.send(zone.request(Some("wang"), path, None)).await;
            assert_eq!(signed.status, StatusCode::OK);
            assert_eq!(zone.send(from([10, 0, 0, 2])).await.status, StatusCode::OK);
        }
    }
    // What may come at once is four times what may come in a second.
    assert_eq!(served, 200);
    zone.wait(1);
    assert_eq!(zone.send(from([10, 0, 0, 1])).await.status, StatusCode::OK);
}
