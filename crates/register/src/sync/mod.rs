//! Register and server: becoming known to one, shipping the log, taking the catalog.
//!
//! The engine of `sync` decides; the driver here is its hands. Nothing of it is waited for by a
//! sale: it reads on connections of its own, and takes the writer for moments.

mod again;
mod board;
mod commands;
mod driver;
mod enrol;
mod found;
mod join;
mod joining_code;
mod line;
mod mark;
mod monotonic;
mod once;
mod refused;
mod request;
mod status;
mod task;
mod told;

pub(crate) use board::Board;
pub(crate) use line::Line;
pub(crate) use mark::Mark;
pub(crate) use task::SyncTask;
