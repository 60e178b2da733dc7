//! The people of the store: listing, adding and deactivating them, and their PINs.

mod append;
mod list;
mod manage;
mod names;

pub(crate) use append::{Addition, NewUser, append_user};
pub(crate) use list::person_view;
pub(crate) use names::Names;
