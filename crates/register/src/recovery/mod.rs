//! What an owner does so that a shop outlives its computer: a recovery code, backups, and coming
//! back from one.

mod backups;
mod renew;
mod reopen;
mod restore;
