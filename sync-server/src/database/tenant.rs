//! Database transactions, each of one organization.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use deadpool_postgres::Object;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::error::DatabaseError;

/// Whether a commit is on disk when it is acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    OnDisk,
    /// Within a second. A crash of the database's machine may lose it, so it is only for data whose
    /// loss is harmless.
    Soon,
    /// Read-only, with one consistent snapshot.
    Snapshot,
}

impl Durability {
    const fn begin(self) -> &'static str {
        match self {
            Self::OnDisk => "BEGIN",
            Self::Soon => "BEGIN; SET LOCAL synchronous_commit = off",
            Self::Snapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }
}

/// The statements that begin a database transaction of an organization, for one round trip.
pub(super) fn begin(organization_id: Uuid, durability: Durability) -> String {
    // An id consists of hexadecimal digits and dashes, so it needs no escaping.
    format!(
        "{}; SET LOCAL app.organization_id = '{organization_id}'",
        durability.begin()
    )
}

/// A database transaction that sees and writes one organization's rows only.
///
/// When it is dropped without [`DbTransaction::commit`], its connection is closed and PostgreSQL
/// rolls it back. So a cancelled request leaves neither changes nor an open transaction in the
/// pool.
pub struct DbTransaction {
    object: Option<Object>,
    organization_id: Uuid,
    statements: Arc<AtomicU64>,
}

impl DbTransaction {
    pub(super) async fn begin(
        object: Object,
        organization_id: Uuid,
        durability: Durability,
        statements: &Arc<AtomicU64>,
    ) -> Result<Self, DatabaseError> {
        let transaction = Self {
            object: Some(object),
            organization_id,
            statements: Arc::clone(statements),
        };
        transaction
            .batch(&begin(organization_id, durability))
            .await?;
        Ok(transaction)
    }

    /// The organization whose rows it sees.
    pub const fn organization_id(&self) -> Uuid {
        self.organization_id
    }

    /// Runs a statement and returns its rows. The statement is prepared once per connection.
    pub async fn query(
        &self,
        sql: &str,
        parameters: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, DatabaseError> {
        let object = self.object()?;
        self.count();
        let statement = object.prepare_cached(sql).await?;
        Ok(object.query(&statement, parameters).await?)
    }

    /// Runs a statement that yields at most one row.
    pub async fn query_opt(
        &self,
        sql: &str,
        parameters: &[&(dyn ToSql + Sync)],
    ) -> Result<Option<Row>, DatabaseError> {
        let object = self.object()?;
        self.count();
        let statement = object.prepare_cached(sql).await?;
        Ok(object.query_opt(&statement, parameters).await?)
    }

    /// Runs a statement and returns how many rows it changed.
    pub async fn execute(
        &self,
        sql: &str,
        parameters: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, DatabaseError> {
        let object = self.object()?;
        self.count();
        let statement = object.prepare_cached(sql).await?;
        Ok(object.execute(&statement, parameters).await?)
    }

    /// Runs a statement and streams its rows, so that memory does not hold them all.
    pub async fn query_raw(
        &self,
        sql: &str,
        parameters: &[&(dyn ToSql + Sync)],
    ) -> Result<tokio_postgres::RowStream, DatabaseError> {
        let object = self.object()?;
        self.count();
        let statement = object.prepare_cached(sql).await?;
        let parameters = parameters.iter().copied();
        Ok(object.query_raw(&statement, parameters).await?)
    }

    /// Commits it, and returns the connection to the pool.
    pub async fn commit(mut self) -> Result<(), DatabaseError> {
        self.batch("COMMIT").await?;
        drop(self.object.take());
        Ok(())
    }

    /// Rolls it back, and returns the connection to the pool.
    pub async fn rollback(mut self) -> Result<(), DatabaseError> {
        self.batch("ROLLBACK").await?;
        drop(self.object.take());
        Ok(())
    }

    async fn batch(&self, sql: &str) -> Result<(), DatabaseError> {
        self.count();
        Ok(self.object()?.batch_execute(sql).await?)
    }

    fn count(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    fn object(&self) -> Result<&Object, DatabaseError> {
        self.object.as_ref().ok_or(DatabaseError::Unreadable {
            column: "connection",
        })
    }
}

impl Drop for DbTransaction {
    fn drop(&mut self) {
        if let Some(object) = self.object.take() {
            // Closing the connection rolls the transaction back.
            drop(Object::take(object));
        }
    }
}
