//! The settings of the store and of this register.

mod error;
mod in_force;
mod preferences;
mod read;
mod register_name;
mod write;

pub use error::SettingsError;
pub(crate) use in_force::ShopSettings;
pub(crate) use preferences::Preferences;
pub(crate) use register_name::{register_name, register_name_in, set_register_name};
