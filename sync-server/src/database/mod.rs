//! PostgreSQL: the pool, and the transactions of one organization.

mod address;
mod address_error;
mod connect_error;
mod error;
mod pool;
mod retry;
mod tenant;
mod tls;

pub use address::DatabaseAddress;
pub use address_error::DatabaseAddressError;
pub use connect_error::ConnectError;
pub use error::DatabaseError;
pub use pool::{Database, PoolOptions};
pub use retry::{AsConflict, retrying};
pub use tenant::{DbTransaction, Durability};
