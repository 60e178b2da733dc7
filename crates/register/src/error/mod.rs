//! Why a use case was refused: a typed error in Rust, a code outside.
//!
//! Each noun has an error of its own that knows its code and details; [`AppError`] wraps them all.
//! A shell or a command line shows the code in the person's language; the English message is for
//! logs and support. Neither holds a PIN, a key or a person's name.

mod access;
mod app_error;
mod cart;
mod code;
mod command;
mod convert;
mod details;
mod drawer;
mod import;
mod input;
mod key;
mod mapping;
mod payment;
mod product;
mod recovery;
mod settings;
mod setup;
mod shift;
mod support_file;
mod sync;
mod user;

pub use access::AccessError;
pub use app_error::AppError;
pub use cart::CurrentCartError;
pub use code::ErrorCode;
pub use command::CommandError;
pub use details::ErrorDetails;
pub use drawer::DrawerError;
pub use import::ImportJobError;
pub use input::InputError;
pub use key::KeyLocationError;
pub use payment::PaymentError;
pub use product::ProductError;
pub use recovery::RecoveryError;
pub use settings::SettingsError;
pub use setup::SetupError;
pub use shift::OpenShiftError;
pub use support_file::SupportFileError;
pub use sync_driver::SyncError;
pub use user::UserError;
