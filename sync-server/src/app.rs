//! The state that all requests share, and the tasks that run beside them.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRef;
use tokio::sync::{Semaphore, watch};
use uuid::Uuid;

use crate::auth::Authenticator;
use crate::config::{BodyLimits, Limits};
use crate::database::Database;
use crate::feed::hints::{EventStreams, Hints, relay};
use crate::feed::snapshot::SnapshotCache;
use crate::http::{ApiError, Limiter};
use crate::secret::ServerKeys;
use crate::stock::{StockQueue, keep_folding};

/// The state that all requests share. Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<AppInner>);

/// The content of an [`AppState`].
pub struct AppInner {
    /// The pool.
    pub database: Database,
    /// The server's keys.
    pub keys: ServerKeys,
    pub(crate) limits: Limits,
    pub(crate) auth: Arc<Authenticator>,
    pub(crate) hints: Arc<Hints>,
    pub(crate) streams: EventStreams,
    pub(crate) snapshots: SnapshotCache,
    pub(crate) stock: Arc<StockQueue>,
    /// Counts tries of enrolment codes by address.
    pub(crate) code_tries: Limiter<IpAddr>,
    /// Limits how many pushes are unpacked and verified at once.
    verifying: Semaphore,
    stopping: watch::Receiver<bool>,
}

impl AppState {
    /// The state of a server before its first request.
    pub fn new(
        database: Database,
        keys: ServerKeys,
        limits: Limits,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        Self(Arc::new(AppInner {
            auth: Arc::new(Authenticator::new(database.clone(), &limits)),
            database,
            keys,
            hints: Arc::default(),
            streams: EventStreams::default(),
            snapshots: SnapshotCache::default(),
            stock: Arc::default(),
            code_tries: Limiter::new(limits.code_tries_per_minute),
            verifying: Semaphore::new(limits.verifying),
            limits,
            stopping,
        }))
    }

    /// Starts the tasks that run beside the requests. They end when the server stops.
    pub fn start_tasks(&self) {
        let (hints, stock) = (Arc::clone(&self.hints), Arc::clone(&self.stock));
        tokio::spawn(relay(
            self.database.address().clone(),
            hints,
            self.stopping(),
        ));
        tokio::spawn(keep_folding(self.database.clone(), stock, self.stopping()));
    }

    /// Turns true when the server must stop: long answers end, tasks return.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.clone()
    }

    pub(crate) fn body_limits(&self) -> BodyLimits {
        self.limits.body
    }

    /// Wakes the tasks and streams that wait for a committed push of this organization.
    pub(crate) fn announce_push(&self, organization_id: Uuid, feed_seq: u64) {
        self.hints.pushed(organization_id, feed_seq);
        self.stock.pushed(organization_id);
    }

    /// Runs CPU-bound work on a separate thread, a few jobs at a time.
    pub(crate) async fn run_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        // The semaphore is never closed, so that there is always a permit to wait for.
        let _permit = self.verifying.acquire().await.ok();
        tokio::task::spawn_blocking(work)
            .await
            .map_err(ApiError::Task)
    }
}

impl std::ops::Deref for AppState {
    type Target = AppInner;

    fn deref(&self) -> &AppInner {
        &self.0
    }
}

impl FromRef<AppState> for Arc<Authenticator> {
    fn from_ref(state: &AppState) -> Self {
        Self::clone(&state.auth)
    }
}
