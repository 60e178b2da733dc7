//! The use cases of a register, on real files.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "test helpers may stop the test and say what they skip"
)]

mod approval;
mod bench_shop;
mod closing;
mod currencies;
mod error;
mod parts;
mod products;
mod race;
mod recovery;
mod repeat;
mod roles;
mod sample;
mod scan;
mod session;
mod settings;
mod shift;
mod sync;
mod tender;
mod trade;
