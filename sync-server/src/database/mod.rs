//! PostgreSQL: the pool, and the transactions of one organization.

mod fault;
mod pool;
mod retry;
mod tenant;

pub use fault::DatabaseFault;
pub use pool::{Database, PoolOptions};
pub use retry::{AsConflict, retrying};
pub use tenant::{DbTransaction, Durability};
