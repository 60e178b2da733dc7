//! Clients that take their time.

use std::fmt::Write as _;
use std::time::Duration;

use protocol::path;
use reqwest::Method;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::parts;
use crate::support::{Books, TestServer};

/// A connection that has sent this text and then stays silent.
async fn connection(server: &TestServer, said: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(said.as_bytes()).await.unwrap();
    stream
}

/// What the server sends until it closes the connection.
async fn rest(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    // A reset closes the connection, too.
    stream.read_to_end(&mut said).await.ok();
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test]
async fn slow_clients_are_hung_up_on_and_nobody_waits_for_them() {
    let server = TestServer::with_limits(|limits| {
        limits.header_read = Duration::from_secs(1);
        limits.body.idle = Duration::from_secs(1);
    })
    .await;
    let mut device = server.founded().await;
    let books = Books::opened(&device);
    let mut headers = Vec::new();
    for _ in 0..100 {
        headers.push(connection(&server, "POST /api/sync/push HTTP/1.1\r\nhost: x\r\n").await);
    }
    let mut said =
        String::from("POST /api/sync/push HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n");
    for (name, value) in device
        .proof(
            device.organization_id,
            parts(&Method::POST, path::PUSH, b""),
        )
        .headers()
    {
        write!(said, "{name}: {value}\r\n").unwrap();
    }
    let mut bodies = Vec::new();
    for _ in 0..100 {
        bodies.push(connection(&server, &format!("{said}\r\n{{")).await);
    }
    let patience = Duration::from_secs(20);
    let push = device.push(books.epoch(), &books.entries);
    tokio::time::timeout(patience, push).await.unwrap();
    for stream in headers {
        tokio::time::timeout(patience, rest(stream)).await.unwrap();
    }
    for stream in bodies {
        let told = tokio::time::timeout(patience, rest(stream)).await.unwrap();
        assert!(
            told.is_empty() || told.starts_with("HTTP/1.1 400"),
            "{told}"
        );
    }
}
