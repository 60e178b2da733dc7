//! The server over real HTTP and a real PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "test helpers may stop the test"
)]

mod catalog;
mod database_tls;
mod enrol;
mod hostile;
mod program;
mod protocol_window;
mod push;
mod schema;
mod support;
