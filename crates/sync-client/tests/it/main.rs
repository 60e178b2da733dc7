//! The HTTP client against a server that sends exactly the bytes of the test.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "test helpers may stop the test"
)]

mod answers;
mod hints;
mod scripted;
mod snapshot;
