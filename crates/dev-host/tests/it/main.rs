//! The development host, run as a program.
#![expect(clippy::unwrap_used, reason = "test helpers may stop the test")]

mod access;
mod closing;
mod ending;
mod host;
mod restart;
