//! Connections to PostgreSQL.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::address::DatabaseAddress;
use super::connect_error::ConnectError;
use super::error::DatabaseError;
use super::tenant::{DbTransaction, Durability, begin};

/// The number of connections, and how long to wait for one.
#[derive(Debug, Clone, Copy)]
pub struct PoolOptions {
    /// The most connections.
    pub connections: usize,
    /// How long a request waits for a connection.
    pub wait: Duration,
}

/// The pool. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    pool: Pool,
    address: Arc<DatabaseAddress>,
    statements: Arc<AtomicU64>,
}

impl Database {
    /// A pool for this address. It does not connect yet.
    pub fn new(mut address: DatabaseAddress, options: PoolOptions) -> Result<Self, DatabaseError> {
        let config = address.config_mut();
        config.application_name("kasapro-sync-server");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(options.wait);
        }
        if config.get_options().is_none() {
            // A lock that is held longer is stuck: the client should try again.
            config.options("-c lock_timeout=10s -c idle_in_transaction_session_timeout=120s");
        }
        // A connection that was closed meanwhile fails at its first statement and is dropped.
        let recycling = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let manager = Manager::from_config(address.config().clone(), address.tls(), recycling);
        let pool = Pool::builder(manager)
            .max_size(options.connections)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(options.wait))
            .create_timeout(Some(options.wait))
            .build()
            .map_err(DatabaseError::Pool)?;
        Ok(Self {
            pool,
            address: Arc::new(address),
            statements: Arc::new(AtomicU64::new(0)),
        })
    }

    /// The address that the pool connects to. The listening connection uses it, because it is not
    /// part of the pool.
    pub fn address(&self) -> &DatabaseAddress {
        &self.address
    }

    /// A connection without an organization: it sees only tables without a row-level policy.
    pub async fn connection(&self) -> Result<Object, DatabaseError> {
        let taken = self.pool.get().await;
        taken.map_err(|error| ConnectError::of_pool(error, self.address.config()).into())
    }

    /// Begins a database transaction for one organization.
    pub async fn begin(
        &self,
        organization_id: Uuid,
        durability: Durability,
    ) -> Result<DbTransaction, DatabaseError> {
        let object = self.connection().await?;
        DbTransaction::begin(object, organization_id, durability, &self.statements).await
    }

    /// Runs one statement in a separate database transaction, all in one round trip. Returns how
    /// many rows it changed.
    pub async fn once(
        &self,
        organization_id: Uuid,
        durability: Durability,
        sql: &str,
        parameters: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, DatabaseError> {
        let object = self.connection().await?;
        // Prepare it before the others, which must be sent without a pause.
        let statement = object.prepare_cached(sql).await?;
        self.statements.fetch_add(3, Ordering::Relaxed);
        let begin = begin(organization_id, durability);
        // All three are sent at the first poll, in this order. If the statement fails, the commit
        // rolls back.
        let ((), touched, ()) = tokio::try_join!(
            biased;
            object.batch_execute(&begin),
            object.execute(&statement, parameters),
            object.batch_execute("COMMIT"),
        )?;
        Ok(touched)
    }

    /// How many statements the transactions of this pool have sent, `BEGIN` and `COMMIT` included.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}
