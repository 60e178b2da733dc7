//! Enrolment: a register becomes known by a one-use code.

mod admit;
mod code;
mod codes;

pub(crate) use admit::enrol;
pub use code::EnrolmentCode;
pub(crate) use codes::issue_for_owner;
pub use codes::{IssuedCode, JoinTarget, issue_founding, issue_joining};
