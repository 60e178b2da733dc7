//! The use cases of a register, on real files.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "test helpers may stop the test"
)]

mod bench_shop;

mod trade;
