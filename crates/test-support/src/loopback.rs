//! Addresses on this computer that no other test uses.
//!
//! A test that stops a server and starts it again needs the same port twice. If the system chose
//! the port, it could give it to another program meanwhile.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};

use crate::shop::new_id;
use anyhow::{Context, Result};

/// Ports below the range that the operating system uses for outgoing connections.
const PORTS: std::ops::Range<u16> = 20_000..32_000;
const ATTEMPTS: u32 = 100;

/// An address of this computer that was free a moment ago and that no other test will use.
///
/// # Errors
/// When no port is free.
pub fn address() -> Result<SocketAddr> {
    Ok(listener()?.local_addr()?)
}

/// Listens at an address that no other test will use.
///
/// # Errors
/// When no port is free.
pub fn listener() -> Result<TcpListener> {
    let attempts = (0..ATTEMPTS).map(|_| TcpListener::bind(random_address()));
    let mut listeners = attempts.filter_map(Result::ok);
    listeners.next().context("no port is free")
}

/// A free port of 127.0.0.1, for programs that only listen there.
///
/// # Errors
/// When no port is free.
pub fn local_port() -> Result<u16> {
    let attempts = (0..ATTEMPTS).map(|_| (Ipv4Addr::LOCALHOST, random_address().port()));
    let mut listeners = attempts.filter_map(|address| TcpListener::bind(address).ok());
    let listener = listeners.next().context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

fn random_address() -> SocketAddr {
    // The last bytes of a new id are random.
    let [.., first, second, third, high, low] = new_id().into_bytes();
    let port = PORTS.start + u16::from_be_bytes([high, low]) % (PORTS.end - PORTS.start);
    let host = if cfg!(target_os = "linux") {
        // All of 127.0.0.0/8 is this computer, so that two tests never share a host.
        Ipv4Addr::new(127, first.max(1), second, third.clamp(1, 254))
    } else {
        Ipv4Addr::LOCALHOST
    };
    SocketAddr::new(IpAddr::V4(host), port)
}
