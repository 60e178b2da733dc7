//! The engine: connections, keys, locks, migrations. Knows no table.

pub(crate) mod checkpoint;
pub(crate) mod connection;
pub(crate) mod key;
pub(crate) mod lock;
mod log_size;
pub(crate) mod migrate;
mod pool;
pub(crate) mod value;
mod writer_queue;
