//! A server on loopback that reads requests and writes scripted bytes.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use domain::entry::SigningKey;
use protocol::{Proof, Stamp};
use sync_client::{Client, ClientIdentity, ServerAddress};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use uuid::Uuid;

/// One answer: these bytes, then the end of the connection.
pub(crate) type Reply = Vec<u8>;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn proof(&self) -> Proof {
        Proof::from_headers(|name| self.header(name)).unwrap()
    }
}

pub(crate) struct Scripted {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    task: JoinHandle<()>,
}

impl Scripted {
    /// Gives one reply a connection, in their order.
    pub(crate) async fn new(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            for reply in replies {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read(&mut stream).await;
                seen.lock().unwrap().push(request);
                stream.write_all(&reply).await.unwrap();
                stream.shutdown().await.ok();
            }
        });
        Self {
            address,
            requests,
            task,
        }
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn client(&self) -> Client {
        client(self.address)
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub(crate) fn register_key() -> SigningKey {
    SigningKey::from_seed(&[7; 32])
}

pub(crate) fn client(address: SocketAddr) -> Client {
    let server = ServerAddress::parse(&format!("http://{address}")).unwrap();
    let identity = ClientIdentity {
        organization_id: Uuid::from_u128(1),
        register_id: Uuid::from_u128(2),
        key: Arc::new(register_key()),
    };
    Client::new(server, identity).unwrap()
}

pub(crate) const STAMP: Stamp = Stamp {
    server_time_ms: 1_795_316_400_000,
    nonce: [9; 16],
};

/// An answer with a body, whole.
pub(crate) fn reply(status: &str, headers: &str, body: &[u8]) -> Reply {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

async fn read(stream: &mut TcpStream) -> Request {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        assert!(
            stream.read_buf(&mut bytes).await.unwrap() > 0,
            "a request ended early"
        );
    };
    let mut body = bytes.split_off(end);
    let head = String::from_utf8(bytes).unwrap();
    let mut words = head.split_whitespace();
    let mut request = Request {
        method: words.next().unwrap().to_owned(),
        target: words.next().unwrap().to_owned(),
        head: head.clone(),
        body: Vec::new(),
    };
    let length = request.header("content-length").unwrap_or("0");
    let length: usize = length.parse().unwrap();
    while body.len() < length {
        assert!(
            stream.read_buf(&mut body).await.unwrap() > 0,
            "a body ended early"
        );
    }
    request.body = body;
    request
}
