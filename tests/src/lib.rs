//! What the tests that cross crates share: the real window driven from outside, the real command line, a printer, a bad line,
//! the real server, and the checker that compares what registers and server have stored.

pub mod built;
pub mod busy;
pub mod checker;
pub mod control;
pub mod dice;
pub mod printer;
pub mod proxy;
pub mod sell_loop;
pub mod server;
pub mod till;
pub mod window;
