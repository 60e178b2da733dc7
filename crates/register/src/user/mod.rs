//! The people of the store: listing, adding and deactivating them, and their PINs.

mod append;
mod error;
mod list;
mod manage;
mod names;
mod pin;

pub(crate) use append::{Addition, NewUser, append_user};
pub use error::UserError;
pub(crate) use list::person_view;
pub(crate) use names::Names;
pub(crate) use pin::PinHasher;
