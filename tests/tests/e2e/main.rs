//! The register in its real window: what a person does with a keyboard, a screen and a scanner,
//! from the first start on.
//!
//! `cargo xtask test --only e2e` gives these tests a screen, a keyring and the built programs.
//! Without them each test reports that it was skipped.
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

mod alone;
mod catalog;
mod counter;
mod counter_steps;
mod day;
mod desktop;
mod far_side;
mod money;
mod pictures;
mod random;
mod restored;
mod starts;
mod wizard;
