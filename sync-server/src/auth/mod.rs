//! Authentication: every request of a register is signed with its key, is recent, and is answered
//! once.

mod proof;
mod register_cache;
mod signed;

pub(crate) use proof::{check_time, proof_of, signed_parts};
pub(crate) use signed::{AuthenticatedRegister, Authenticator, SignedRequest};
