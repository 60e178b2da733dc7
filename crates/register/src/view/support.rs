//! What support looks at: the program, the ledger's entries, its verification, the doctor, and the
//! file that holds all of it.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use uuid::Uuid;

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

/// One ledger entry in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EntryView {
    /// Its place in this ledger.
    #[specta(type = Number)]
    pub position: i64,
    /// Its number in the epoch.
    #[specta(type = Number)]
    pub seq: u64,
    /// The entry; the id of the command that wrote it.
    pub entry_id: Uuid,
    /// What it records.
    pub kind: String,
    /// When.
    #[specta(type = Number)]
    pub recorded_at_ms: i64,
    /// Its hash in hex.
    pub hash: String,
}

/// The result of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VerifyView {
    /// Whether everything holds.
    pub ok: bool,
    /// Entries that were read.
    #[specta(type = Number)]
    pub entries: u64,
    /// The first broken entry's number.
    #[specta(type = Option<Number>)]
    pub broken_seq: Option<u64>,
    /// Which promise is broken, by its number.
    pub broken_promise: Option<u32>,
    /// Why, in English.
    pub reason: Option<String>,
    /// The head that was reached, in hex.
    pub head_hash: Option<String>,
}

/// How a check of the doctor went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// Well.
    Ok,
    /// It works, but needs a look.
    Warning,
    /// Does not work.
    Failed,
}

/// One check of the doctor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CheckItem {
    /// What was checked, as a code such as `sqlite_version`.
    pub name: String,
    /// How it went.
    pub state: CheckState,
    /// What was found, in English.
    pub detail: String,
}

/// The doctor's findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DoctorView {
    /// Whether no check failed.
    pub ok: bool,
    pub checks: Vec<CheckItem>,
}
