//! What the tests that cross crates share: the real window driven from outside, and the real command line.

pub mod window;
