//! The snapshot: the whole feed of one moment in one file, for a register that begins.
//!
//! A file is built when somebody asks and none is fresh enough, streamed from the database so that
//! memory stays flat, and kept for whoever asks next: a broken download goes on where it was, and
//! registers that begin together share one. It lies in the system's folder for temporary files,
//! without a name where the system allows that: it holds PIN hashes.

mod build;
mod cache;
mod file;
mod route;

pub use build::SnapshotError;
pub(super) use cache::Snapshots;
pub(super) use route::snapshot;
