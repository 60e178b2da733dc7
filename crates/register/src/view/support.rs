//! What the program says of itself, and the file that it makes for support.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

/// Which program this is, and where its data is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AboutView {
    /// The version of the program.
    pub version: String,
    /// The newest schema that it reads.
    #[specta(type = Number)]
    pub schema_version: i64,
    /// The linked `SQLite`.
    pub sqlite_version: String,
    /// The folder of the ledger.
    pub data_dir: String,
}

/// A file for support that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SupportFileView {
    /// The file.
    pub path: String,
    /// Its size.
    #[specta(type = Number)]
    pub bytes: u64,
    /// What is in it, by the names in the archive.
    pub parts: Vec<String>,
    /// What could not be collected; the file says why.
    pub missing: Vec<String>,
}
