//! What can be wrong with a setting.

use std::io;
use std::path::PathBuf;

/// Which setting is wrong, and how.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the settings file {} cannot be read: {error}", file.display())]
    File {
        /// Which file.
        file: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// The file is not TOML. The line itself is not shown: it may hold a password.
    #[error("the settings file {} is not TOML: {}", file.display(), error.message())]
    Toml {
        /// Which file.
        file: PathBuf,
        /// What the reader says.
        #[source]
        error: toml::de::Error,
    },
    /// The file holds a key that is no setting.
    #[error("the settings file holds {key}, which is not a setting")]
    UnknownKey {
        /// Which key.
        key: String,
    },
    /// A setting that must be there is not.
    #[error(
        "{key} is not set: set the environment variable KASAPRO_{}, or {key} in the settings file",
        key.to_uppercase()
    )]
    Missing {
        /// Which setting.
        key: &'static str,
    },
    /// A setting is not of its kind.
    #[error("{key} is not {expected}")]
    Unreadable {
        /// Which setting.
        key: &'static str,
        /// What it should be.
        expected: &'static str,
    },
    /// A number is outside what makes sense.
    #[error("{key} is not between {least} and {most}")]
    OutOfRange {
        /// Which setting.
        key: &'static str,
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
}
