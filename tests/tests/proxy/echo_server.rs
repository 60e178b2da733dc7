//! A tiny server: answers each line with the same line, and remembers all bytes that it received.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The server; its threads end with the test.
pub(crate) struct EchoServer {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl EchoServer {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::<Mutex<Vec<String>>>::default();
        let of_thread = Arc::clone(&heard);
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let (client, heard) = (client.unwrap(), Arc::clone(&of_thread));
                std::thread::spawn(move || answer(&client, &heard));
            }
        });
        Self { address, heard }
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it received so far: lines, and a last part without a line end.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// Waits until it has received this many.
    pub(crate) fn wait_for(&self, count: usize) -> Vec<String> {
        let deadline = Instant::now() + super::PATIENCE;
        while self.heard().len() < count {
            assert!(Instant::now() < deadline, "heard only {:?}", self.heard());
            std::thread::sleep(Duration::from_millis(5));
        }
        self.heard()
    }
}

fn answer(client: &TcpStream, heard: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(client);
    let mut line = Vec::new();
    loop {
        line.clear();
        // A reset ends it; what came before it is in `line`.
        let whole = lines.read_until(b'\n', &mut line);
        if !line.is_empty() {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            heard.lock().unwrap().push(text);
        }
        let mut writer = client;
        if line.is_empty() || whole.is_err() || writer.write_all(&line).is_err() {
            return;
        }
    }
}
