//! The register's name. It is in the log as well (`register_opened`); here it is quick to find.

use ledger::{Commit, Ledger};

use crate::error::AppError;

/// The preference that holds it.
const NAME: &str = "register_name";

/// The register's name; empty when it has none.
pub(crate) fn register_name(ledger: &Ledger) -> Result<String, AppError> {
    Ok(ledger.preference(NAME)?.unwrap_or_default())
}

/// Stores the register's name. Only a setup or a join does this.
pub(crate) fn set_register_name(commit: &mut Commit<'_>, name: &str) -> Result<(), AppError> {
    Ok(commit.preference_set(NAME, &name)?)
}
