//! Behaviour of the wire and of the engine, one module per source module.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test helpers may stop the test"
)]

mod engine;
mod wire;
