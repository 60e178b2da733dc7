//! The server: takes the logs of registers, keeps them in PostgreSQL, and hands the catalog down.
//!
//! It is stateless: any number of nodes may stand in front of one database. It never edits an entry.
//!
//! Architecture Invariant: a request touches one organization, in database transactions that have said which.

pub mod catalog;
pub mod cli;
pub mod config;
pub mod database;
pub mod enrol;
pub mod http;
pub mod migrate;
pub mod push;
pub mod secret;
pub mod source;
