//! A TCP proxy between a register and a server that injects faults, on command and repeatably.
//!
//! Two things are set while it runs. The [`Link`] is the network as a whole: up, down or silent.
//! The [`Script`] chooses the fault of each exchange: a request and its reply. Exchanges are
//! recognized by their bytes alone: bytes from the client after bytes from the server begin a new
//! one. So a connection that is kept for many requests can get a fault for each of them. A TLS
//! handshake is an additional exchange or two.
//!
//! The proxy has its own thread, so it works while the test blocks.

mod connection;
mod disruption;
mod exchange;
mod listening;
mod tally;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use anyhow::{Context, Result, bail};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::loopback;
pub use disruption::{Direction, Disruption, Script};
use exchange::Director;
use listening::Order;
pub use tally::Tally;

/// The network as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Everything passes, except for the faults of the script.
    Up,
    /// Connections are refused; existing ones are reset.
    Down,
    /// Connections are accepted but not answered. Bytes that are sent meanwhile arrive when the
    /// link is up again.
    Silent,
}

/// A running proxy; it ends when it is dropped, without resetting connections.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    director: Arc<Mutex<Director>>,
    orders: Option<UnboundedSender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Proxy {
    /// Starts a proxy for the server at `target`, which need not run yet. The link is up and there
    /// are no faults.
    ///
    /// # Errors
    /// When no port is free, or the thread cannot be started.
    pub fn start(target: SocketAddr) -> Result<Self> {
        let listener = loopback::listener()?;
        let address = listener.local_addr()?;
        let director = Arc::<Mutex<Director>>::default();
        let (orders, received) = unbounded_channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let of_thread = Arc::clone(&director);
        let work = move || {
            runtime.block_on(listening::serve(listener, target, of_thread, received));
        };
        let thread = std::thread::Builder::new().name("proxy".to_owned());
        Ok(Self {
            address,
            director,
            orders: Some(orders),
            thread: Some(thread.spawn(work)?),
        })
    }

    /// The address that clients connect to.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Changes the link; returns when the change is done.
    ///
    /// # Errors
    /// When the port was taken while the link was down.
    pub fn set_link(&self, link: Link) -> Result<()> {
        let (answer, answered) = mpsc::channel();
        let orders = self.orders.as_ref().context("the proxy has ended")?;
        if orders.send(Order { link, answer }).is_err() {
            bail!("the proxy's thread has failed");
        }
        let done = answered.recv().context("the proxy's thread has failed")?;
        done.with_context(|| format!("the port of {} was taken", self.address))
    }

    /// Sets the script for the exchanges that begin from now on; they are counted from zero.
    pub fn play(&self, script: Script) {
        lock(&self.director).play(script);
    }

    /// What the proxy has done so far.
    pub fn tally(&self) -> Tally {
        lock(&self.director).tally
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn lock(director: &Mutex<Director>) -> std::sync::MutexGuard<'_, Director> {
    director.lock().unwrap_or_else(PoisonError::into_inner)
}
