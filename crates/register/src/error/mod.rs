//! Why a use case was refused: a typed error in Rust, a code outside.
//!
//! A shell or a command line shows the code in the person's language; the English message is for
//! logs and support. Neither holds a PIN, a key or a person's name.

mod app_error;
mod code;
mod command;
mod convert;
mod details;
mod input;
mod mapping;
mod sync;

pub use app_error::AppError;
pub use code::ErrorCode;
pub use command::CommandError;
pub use details::ErrorDetails;
pub use input::InputError;
pub use sync_driver::SyncError;

pub use crate::cart::CurrentCartError;
pub use crate::catalog::{ImportJobError, ProductError};
pub use crate::drawer::DrawerError;
pub use crate::key::KeyLocationError;
pub use crate::session::AccessError;
pub use crate::settings::SettingsError;
pub use crate::setup::SetupError;
pub use crate::shift::OpenShiftError;
pub use crate::tender::PaymentError;
pub use crate::user::UserError;
