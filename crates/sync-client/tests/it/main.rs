//! The HTTP client against a server that says exactly what the test tells it to.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "test helpers may stop the test"
)]

mod answers;
mod hints;
mod scripted;
mod snapshot;
