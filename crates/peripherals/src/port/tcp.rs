//! Network printers (raw port 9100).

use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{Deadline, PrintError};

/// The port of raw printing.
const RAW_PORT: u16 = 9100;
/// A printer in the same shop answers in milliseconds; one that is off never does.
const CONNECT_LIMIT: Duration = Duration::from_secs(3);
/// How long to wait for a refusal after the last byte. Printers with one connection accept a second
/// one and reset it. Without this wait the receipt would count as printed.
const REFUSAL_LIMIT: Duration = Duration::from_millis(200);

/// Connects, writes the document, closes.
pub(super) fn send(address: &str, document: &[u8], deadline: Deadline) -> Result<(), PrintError> {
    let (host, port) = split(address).ok_or_else(|| PrintError::AddressInvalid {
        address: address.to_owned(),
    })?;
    let unreachable = |source| PrintError::unreachable(address, source);
    let targets = resolve(host, port, deadline).map_err(unreachable)?;
    let stream = connect(&targets, deadline).map_err(unreachable)?;
    let (taken, result) = write(&stream, document, deadline);
    result.map_err(|source| PrintError::stopped(address, taken, document.len(), source))
}

/// `host`, `host:port`, `[v6]:port` or a bare IPv6 address.
fn split(address: &str) -> Option<(&str, u16)> {
    let address = address.trim();
    if address.is_empty() || address.chars().any(char::is_whitespace) {
        return None;
    }
    if address.parse::<IpAddr>().is_ok() {
        return Some((address, RAW_PORT));
    }
    let (host, port) = match address.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok().filter(|port| *port != 0)?),
        None => (address, RAW_PORT),
    };
    let host = host
        .strip_prefix('[')
        .and_then(|h| h.strip_suffix(']'))
        .unwrap_or(host);
    (!host.is_empty()).then_some((host, port))
}

/// A name is looked up on a separate thread, because the system's resolver has no time limit.
fn resolve(host: &str, port: u16, deadline: Deadline) -> io::Result<Vec<SocketAddr>> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let (answer, answered) = mpsc::channel();
    let host = host.to_owned();
    thread::Builder::new()
        .name("printer-lookup".to_owned())
        .spawn(move || {
            let found = (host.as_str(), port)
                .to_socket_addrs()
                .map(Iterator::collect);
            // After the deadline the receiver is gone.
            drop(answer.send(found));
        })?;
    let limit = deadline.remaining()?;
    answered
        .recv_timeout(limit)
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

fn connect(targets: &[SocketAddr], deadline: Deadline) -> io::Result<TcpStream> {
    let mut failure = io::Error::from(io::ErrorKind::NotFound);
    for target in targets {
        let limit = deadline.remaining()?.min(CONNECT_LIMIT);
        match TcpStream::connect_timeout(target, limit) {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

/// Writes everything. Also returns how many bytes were sent when it fails.
fn write(stream: &TcpStream, document: &[u8], deadline: Deadline) -> (usize, io::Result<()>) {
    let mut taken = 0;
    while let Some(rest) = document.get(taken..).filter(|rest| !rest.is_empty()) {
        match write_some(stream, rest, deadline) {
            Ok(0) => return (taken, Err(io::ErrorKind::WriteZero.into())),
            Ok(count) => taken = taken.saturating_add(count),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (taken, Err(error)),
        }
    }
    (taken, close(stream, deadline))
}

fn write_some(mut stream: &TcpStream, rest: &[u8], deadline: Deadline) -> io::Result<usize> {
    stream.set_write_timeout(Some(deadline.remaining()?))?;
    stream.write(rest).map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    })
}

/// Ends the document and checks whether the printer rejects it.
fn close(mut stream: &TcpStream, deadline: Deadline) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let limit = deadline
        .remaining()
        .map_or(REFUSAL_LIMIT, |left| left.min(REFUSAL_LIMIT));
    stream.set_read_timeout(Some(limit))?;
    let mut status = [0; 64];
    loop {
        match stream.read(&mut status) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // Most printers neither answer nor close at once: the bytes are in their buffer.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
                ) =>
            {
                return Ok(());
            }
            Err(error) => return Err(error),
        }
    }
}
