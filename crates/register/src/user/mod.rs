//! People of the store: adding them, letting them go, their PINs.

mod append;
mod manage;

pub(crate) use append::{Addition, NewUser, append_user};
