//! Use cases around the server: enrolment, status, and what a person can ask of the sync.
//!
//! The syncing itself is in the crate `sync-driver`. A sale does not wait for it.

mod commands;
mod found_organization;
mod host;
mod join;
mod observer;
mod reenrol;
mod status;
