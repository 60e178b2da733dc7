//! What the tests that cross crates share: the real window driven from outside, the real command line, a printer, a bad line.

pub mod control;
pub mod dice;
pub mod printer;
pub mod proxy;
pub mod sell_loop;
pub mod window;
