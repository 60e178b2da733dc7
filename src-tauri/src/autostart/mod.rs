//! Starting with the desktop: the register is there when somebody has logged in.
//!
//! The desktop keeps whether it does, and other programs can change it; so it is asked each time.
//! A start at login is a start like any other.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
mod error;
#[cfg(target_os = "linux")]
mod exec;
#[cfg(target_os = "linux")]
mod xdg;

#[cfg(not(target_os = "linux"))]
pub(crate) use elsewhere::{is_on, prepare, turn};
#[cfg(target_os = "linux")]
pub(crate) use xdg::{is_on, prepare, turn};
