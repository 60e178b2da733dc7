//! Shared parts of tests and measurements: one shop builder, one clock, one register process, one
//! server and one checker.
//!
//! [`shop`] sets up a register in a folder and trades with it. [`process`] runs such a register as
//! a process that can be killed. [`server`] runs the real sync server on a database of
//! [`postgres`]. [`proxy`] breaks the connection between the two. [`scripted_server`] is a server
//! that does what a test tells it to, including wrong things. [`checker`] compares what registers
//! and server have stored at the end.

pub mod checker;
pub mod clock;
pub mod folder;
pub mod kasaproctl;
pub mod loopback;
pub mod printer;
pub mod process;
pub mod program;
pub mod proxy;
pub mod random;
pub mod scripted_server;
pub mod server;
pub mod shop;
#[cfg(feature = "window")]
pub mod window;

pub use kasapro_outside_data as outside;
pub use kasapro_postgres as postgres;
