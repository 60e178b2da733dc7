//! One file for each group of commands.

pub(crate) mod backup;
pub(crate) mod catalog;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod enroll;
pub(crate) mod init;
pub(crate) mod ledger;
pub(crate) mod manual;
pub(crate) mod recovery_code;
pub(crate) mod replay;
pub(crate) mod report;
pub(crate) mod restore;
pub(crate) mod sell;
pub(crate) mod shift;
pub(crate) mod support_file;
pub(crate) mod sync;
pub(crate) mod user;

use register::{Ids as _, SystemSource};
use uuid::Uuid;

/// A new command id: each run of the program is a command of its own.
fn command_id() -> Uuid {
    SystemSource.next_id()
}
