//! The snapshot: the whole feed at one moment in one file, for a register that starts from scratch.
//!
//! A file is built when a register asks and none is fresh enough. It is streamed from the database,
//! so that memory stays flat, and kept for the next register that asks. A broken download is
//! continued, and registers that start together share one file. It is in the system's folder for
//! temporary files. Where the system allows it, the file has no name, because it holds PIN hashes.

mod build;
mod cache;
mod file;

pub(crate) use cache::SnapshotCache;
