//! The proxy does exactly what its documentation says.
#![expect(clippy::unwrap_used, reason = "test helpers may stop the test")]

mod echo_server;
mod exchange_faults;
mod link_state;
mod seeded_script;

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use test_support::proxy::Proxy;

use echo_server::EchoServer;

/// An answer that takes longer than this counts as missing.
const PATIENCE: Duration = Duration::from_mins(1);

fn proxy_and_server() -> (Proxy, EchoServer) {
    let server = EchoServer::start();
    (Proxy::start(server.address()).unwrap(), server)
}

/// A connection through the proxy.
struct Caller(TcpStream);

impl Caller {
    fn through(proxy: &Proxy) -> Self {
        let stream = TcpStream::connect(proxy.address()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Self(stream)
    }

    fn say(&mut self, line: &str) {
        self.0.write_all(format!("{line}\n").as_bytes()).unwrap();
    }

    /// The next line, without its end.
    fn hear(&mut self) -> String {
        let mut line = String::new();
        BufReader::new(&self.0).read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Sends a line and reads the answer.
    fn ask(&mut self, line: &str) -> String {
        self.say(line);
        self.hear()
    }

    /// The remaining bytes, and how the stream ends: `None` is an orderly end.
    fn rest(&mut self) -> (String, Option<ErrorKind>) {
        let mut rest = Vec::new();
        let ended = self.0.read_to_end(&mut rest);
        let text = String::from_utf8(rest).unwrap();
        (text, ended.err().map(|error| error.kind()))
    }
}
