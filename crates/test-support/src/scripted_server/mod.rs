//! A server for one register that does what a test tells it to, including wrong things: over HTTP
//! on loopback, or as a `Peer` in memory.
//!
//! It does not check pushes: every entry is stored. The real server is tested with
//! [`crate::server`], and the rules of a push are tested in the simulation.

mod http;
mod peer;
mod world;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;

pub use peer::NoHints;
pub use world::{CODE, FEED_EPOCH, SERVER_MS, World, server_key};

/// A handle of the server. Clones are the same server.
#[derive(Debug, Clone)]
pub struct ScriptedServer {
    world: Arc<Mutex<World>>,
    /// Where it listens; `None` for one that is only in memory.
    address: Option<SocketAddr>,
}

impl ScriptedServer {
    /// One that is a `Peer`, without a socket.
    pub fn in_memory() -> Self {
        Self {
            world: Arc::new(Mutex::new(World::new())),
            address: None,
        }
    }

    /// One that listens on loopback until the process ends.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start() -> Result<Self> {
        let mut server = Self::in_memory();
        server.address = Some(http::serve(&server)?);
        Ok(server)
    }

    /// The address that a register enrols at; empty for one that is only in memory.
    pub fn url(&self) -> String {
        self.address
            .map(|address| format!("http://{address}"))
            .unwrap_or_default()
    }

    /// Its data and behaviour, to read and to change.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
