//! What every request may use.

use std::net::IpAddr;
use std::sync::Arc;

use tokio::sync::{Semaphore, watch};
use uuid::Uuid;

use super::body::BodyLimits;
use super::limiter::Limiter;
use super::registers::KnownRegisters;
use crate::catalog::Live;
use crate::config::Limits;
use crate::database::Database;
use crate::secret::ServerKeys;

/// What every request may use; cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

/// See [`AppState`].
pub struct Parts {
    /// The pool.
    pub database: Database,
    /// The server's keys.
    pub keys: ServerKeys,
    /// What one request may weigh.
    pub limits: Limits,
    /// What the catalog keeps in memory.
    pub live: Live,
    /// Public keys of registers, for half a minute.
    pub registers: KnownRegisters,
    /// Tries of enrolment codes.
    pub code_tries: Limiter<IpAddr>,
    /// Requests of registers that proved themselves: nobody else can use theirs up.
    pub requests: Limiter<(Uuid, Uuid)>,
    /// Pushes that are being unpacked and verified: the others wait.
    pub verifying: Semaphore,
    stopping: watch::Receiver<bool>,
}

impl AppState {
    /// The state of a server that has yet to take a request.
    pub fn new(
        database: Database,
        keys: ServerKeys,
        limits: Limits,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        let verifying = Semaphore::new(limits.verifying);
        Self(Arc::new(Parts {
            database,
            keys,
            code_tries: Limiter::new(limits.code_tries_per_minute),
            requests: Limiter::new(limits.requests_per_minute),
            verifying,
            limits,
            live: Live::default(),
            registers: KnownRegisters::default(),
            stopping,
        }))
    }

    /// Turns true when the server is to stop: long answers end, tasks return.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.clone()
    }

    /// What the body of a request may weigh.
    pub fn body_limits(&self) -> BodyLimits {
        self.0.limits.body
    }
}

impl std::ops::Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
