//! A separate PostgreSQL for tests, measurements and `cargo xtask run --with-server`.
//!
//! [`Cluster`] belongs to the process that started it and may be stopped and killed.
//! [`SharedCluster`] is one for all test processes of a user, which only take databases from it.
//! Both run without root's rights, listen on the loopback address only, and are removed with their
//! last user, however it ends (see `lease`).
//!
//! The calls block: a start takes a second or two, a database some tens of milliseconds.

mod account;
mod cluster;
mod cluster_folder;
mod database;
mod error;
mod lease;
mod options;
mod programs;
mod shared;

pub use cluster::Cluster;
pub use database::{APP_ROLE, Database, OWNER_ROLE};
pub use error::ClusterError;
pub use options::Options;
pub use shared::SharedCluster;
