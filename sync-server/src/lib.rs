//! The sync server: receives the logs of registers, keeps them in PostgreSQL, and distributes the
//! catalog.
//!
//! It is stateless: any number of nodes may run in front of one database. It never edits an entry.
//!
//! Architecture Invariant: a request works for one organization, in database transactions that name
//! it. Every statement on a table of an organization is in `table`. Other SQL is only in `setup`
//! (roles and database), `migrate` (the schema itself) and `feed::hints` (notifications).

#![deny(clippy::wildcard_enum_match_arm)]

pub mod admin;
mod alarm;
pub mod app;
mod auth;
pub mod clock;
pub mod config;
pub mod database;
mod endpoint;
pub mod enrol;
mod feed;
pub mod http;
pub mod migrate;
mod projection;
mod push;
pub mod random;
pub mod reproject;
pub mod router;
pub mod secret;
pub mod setup;
pub mod shutdown;
pub mod stock;
mod table;
