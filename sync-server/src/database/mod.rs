//! PostgreSQL: the pool, and the transactions of one organization.

mod error;
mod pool;
mod retry;
mod tenant;

pub use error::DatabaseError;
pub use pool::{Database, PoolOptions};
pub use retry::{AsConflict, retrying};
pub use tenant::{DbTransaction, Durability};
