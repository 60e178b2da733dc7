//! Why a use case refused: typed in Rust, a code outside.
//!
//! A shell or a command line shows the code in the person's language; the English message is for
//! logs and support. Neither holds a PIN, a key or a person's name.

mod app_error;
mod code;
mod command;
mod mapping;
mod sync;

pub use app_error::AppError;
pub use code::ErrorCode;
pub use command::{CommandError, ErrorDetails};
pub use sync::SyncError;
