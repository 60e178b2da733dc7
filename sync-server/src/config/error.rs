//! Errors of settings.

use std::io;
use std::path::PathBuf;

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the settings file {} cannot be read: {error}", file.display())]
    File {
        file: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// The file is not TOML. The line is not shown, because it may hold a password.
    #[error("the settings file {} is not TOML: {}", file.display(), error.message())]
    Toml {
        file: PathBuf,
        /// The error of the reader.
        #[source]
        error: toml::de::Error,
    },
    /// The file holds a key that is not a setting.
    #[error("the settings file holds {key}, which is not a setting")]
    UnknownKey { key: String },
    /// The file holds a password, and every user of this computer may read it.
    #[error(
        "the settings file {} holds a password and everybody may read it: `chmod 600 {}`",
        file.display(),
        file.display()
    )]
    ReadableByOthers { file: PathBuf },
    /// A setting has both a variable and a variable that names a file.
    #[error("both KASAPRO_{0} and KASAPRO_{0}_FILE are set: unset one", key.to_uppercase())]
    Twice {
        /// The setting.
        key: &'static str,
    },
    /// The file that holds the value of a setting cannot be read.
    #[error(
        "the file {} that KASAPRO_{}_FILE names cannot be read: {error}",
        file.display(),
        key.to_uppercase()
    )]
    ValueFile {
        /// The setting.
        key: &'static str,
        file: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// A required setting is missing.
    #[error(
        "{key} is not set: set the environment variable KASAPRO_{}, or {key} in the settings file",
        key.to_uppercase()
    )]
    Missing {
        /// The setting.
        key: &'static str,
    },
    /// A setting does not have the form that it needs.
    #[error("{key} is not {expected}")]
    Unreadable {
        /// The setting.
        key: &'static str,
        /// What it should be.
        expected: &'static str,
    },
    /// A number is out of its range.
    #[error("{key} is not between {least} and {most}")]
    OutOfRange {
        /// The setting.
        key: &'static str,
        /// The smallest value.
        least: u64,
        /// The largest value.
        most: u64,
    },
}
