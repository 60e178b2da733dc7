//! The engine: connections, keys, the process lock, migrations, checkpoints. It does not know any
//! table.

pub(crate) mod attachment;
pub(crate) mod checkpoint;
pub(crate) mod columns;
pub(crate) mod connection;
pub(crate) mod files;
pub(crate) mod integrity;
pub(crate) mod key;
pub(crate) mod lock;
pub(crate) mod log_size;
pub(crate) mod migrate;
pub(crate) mod pool;
pub(crate) mod value;
pub(crate) mod writer_queue;
