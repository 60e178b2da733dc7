//! Which program this is.

use std::path::Path;

use crate::error::AppError;
use crate::register::Register;
use crate::view::AboutView;

impl Register {
    /// The program's versions and the place of its data. Works while the register is locked, and
    /// before there is a shop.
    pub fn about(&self) -> Result<AboutView, AppError> {
        Ok(about(self.data_dir()))
    }
}

pub(super) fn about(data_dir: &Path) -> AboutView {
    AboutView {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        schema_version: ledger::newest_schema(),
        sqlite_version: ledger::engine_version().to_owned(),
        data_dir: data_dir.display().to_string(),
    }
}
