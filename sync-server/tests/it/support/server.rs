//! The server, running in the test's own process, over real HTTP.

use std::net::SocketAddr;
use std::time::Duration;

use sync_server::app::AppState;
use sync_server::config::Limits;
use sync_server::database::{Database, PoolOptions};
use sync_server::enrol::{JoinTarget, issue_founding, issue_joining};
use sync_server::http::Server;
use sync_server::router::router;
use sync_server::secret::ServerKeys;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::{Device, TestDatabase, address};

/// The secret of every test's server.
const SECRET: [u8; 32] = [7; 32];

/// A running server with its own database.
pub(crate) struct TestServer {
    pub(crate) database: TestDatabase,
    pub(crate) state: AppState,
    pub(crate) address: SocketAddr,
    stop: watch::Sender<bool>,
    finish: Option<Box<dyn FnOnce() + Send>>,
    task: Option<JoinHandle<()>>,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::with_limits(|_| {}).await
    }

    /// A server that only answers requests: no task folds or listens in the background.
    pub(crate) async fn quiet() -> Self {
        Self::run(TestDatabase::migrated().await, |_| {}, |_| {})
    }

    /// Another node in front of the same database that only answers requests.
    pub(crate) fn quiet_beside(other: &Self) -> Self {
        Self::run(other.database.again(), |_| {}, |_| {})
    }

    /// Another node in front of the same database.
    pub(crate) fn beside(other: &Self) -> Self {
        Self::run(other.database.again(), |_| {}, AppState::start_tasks)
    }

    /// A server with changed limits.
    pub(crate) async fn with_limits(change: impl FnOnce(&mut Limits)) -> Self {
        Self::run(
            TestDatabase::migrated().await,
            change,
            AppState::start_tasks,
        )
    }

    fn run(
        database: TestDatabase,
        change: impl FnOnce(&mut Limits),
        start_tasks: impl FnOnce(&AppState),
    ) -> Self {
        let mut limits = Limits {
            code_tries_per_minute: 1_000,
            ..Limits::default()
        };
        change(&mut limits);
        let pool = PoolOptions {
            connections: limits.connections,
            wait: Duration::from_secs(5),
        };
        let pooled = Database::new(address(&database.urls.app_url), pool).unwrap();
        let (stop, stopping) = watch::channel(false);
        let keys = ServerKeys::from_secret(&SECRET);
        let state = AppState::new(pooled, keys, limits, stopping);
        start_tasks(&state);
        let server = Server::bind(SocketAddr::from(([127, 0, 0, 1], 0)), None, &limits).unwrap();
        let address = server.address().unwrap();
        let finish = server.stopper();
        let router = router(state.clone());
        let task = tokio::spawn(async move { server.serve(router).await.unwrap() });
        Self {
            database,
            state,
            address,
            stop,
            finish: Some(Box::new(finish)),
            task: Some(task),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A founding code for an organization of this name.
    pub(crate) async fn founding_code(&self, name: &str) -> String {
        let issued = issue_founding(&self.state.database, name).await.unwrap();
        issued.code.shown()
    }

    /// A joining code for the organization of this register, at its store.
    pub(crate) async fn joining_code(&self, of: &Device) -> String {
        let target = JoinTarget {
            organization_id: of.organization_id,
            store_id: of.store_id,
            by_user_id: None,
        };
        let durability = sync_server::database::Durability::OnDisk;
        let begun = self
            .state
            .database
            .begin(of.organization_id, durability)
            .await;
        let transaction = begun.unwrap();
        let issued = issue_joining(&transaction, target).await.unwrap();
        transaction.commit().await.unwrap();
        issued.code.shown()
    }

    /// A register that has founded an organization.
    pub(crate) async fn founded(&self) -> Device {
        let mut device = Device::new(&self.url(), Uuid::now_v7());
        let code = self.founding_code("Toko Maju").await;
        device.enrol(&code, true).await;
        device
    }

    /// A second register of the same organization.
    pub(crate) async fn joined(&self, first: &Device) -> Device {
        let mut device = Device::new(&self.url(), first.organization_id);
        let code = self.joining_code(first).await;
        device.enrol(&code, false).await;
        device
    }

    /// Tells the server to stop, and waits until it has.
    pub(crate) async fn stopped(&mut self) {
        self.stop.send_replace(true);
        if let Some(finish) = self.finish.take() {
            finish();
        }
        if let Some(task) = self.task.take() {
            task.await.unwrap();
        }
    }
}
