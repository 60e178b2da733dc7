//! The use cases of a register, without a screen.
//!
//! A shell and a command line are thin over these functions: each command is one call. Roles are
//! enforced here, money is formatted here, and every change is on disk before a call returns.
//!
//! Architecture Invariant: nothing here knows a window. Time and ids come from the `Clock` and
//! `Ids` of the register, the only places that ask the system for them.

pub mod error;
pub mod view;
