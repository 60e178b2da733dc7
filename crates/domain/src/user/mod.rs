//! Users: the permissions of roles, PINs, and delays after wrong tries.

pub mod lockout;
pub mod permission;
pub mod pin;
pub mod profile;

pub use lockout::Lockout;
pub use permission::{Approval, Permission, Role, allows};
pub use pin::{Pin, PinError};
pub use profile::{
    MAX_NAME_LETTERS, NameError, check_full_name, check_username, profile_commitment,
};
