//! The sources of a setting: the environment first, then the file.

use std::collections::BTreeMap;
use std::env::{self, VarError};
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::error::ConfigError;
use super::settings::{SECRETS, SETTINGS};

/// The environment and the file.
pub(super) struct Sources {
    file: BTreeMap<String, toml::Value>,
    environment: bool,
}

impl Sources {
    pub(super) fn open(file: Option<&Path>) -> Result<Self, ConfigError> {
        let Some(path) = file else {
            return Ok(Self {
                file: BTreeMap::new(),
                environment: true,
            });
        };
        let text = fs::read_to_string(path).map_err(|error| ConfigError::File {
            file: path.to_owned(),
            error,
        })?;
        let file: BTreeMap<String, toml::Value> =
            toml::from_str(&text).map_err(|error| ConfigError::Toml {
                file: path.to_owned(),
                error,
            })?;
        let is_unknown = |key: &&String| SETTINGS.iter().all(|(known, ..)| known != *key);
        if let Some(key) = file.keys().find(is_unknown) {
            return Err(ConfigError::UnknownKey { key: key.clone() });
        }
        let sources = Self {
            file,
            environment: true,
        };
        sources.check_hidden(path)?;
        Ok(sources)
    }

    /// The file alone, without the environment.
    pub(super) fn open_file(file: &Path) -> Result<Self, ConfigError> {
        Ok(Self {
            environment: false,
            ..Self::open(Some(file))?
        })
    }

    /// A text. An empty one counts as missing.
    pub(super) fn text(&self, key: &'static str) -> Result<Option<String>, ConfigError> {
        if !self.environment {
            return Ok(self.in_file(key));
        }
        let plain = variable(key, "")?;
        let named = if SECRETS.contains(&key) {
            variable(key, "_FILE")?.filter(|file| !file.is_empty())
        } else {
            None
        };
        match (plain, named) {
            (Some(value), Some(_)) if !value.is_empty() => Err(ConfigError::Twice { key }),
            (_, Some(file)) => value_in(key, PathBuf::from(file)).map(Some),
            (Some(value), None) => Ok(Some(value).filter(|value| !value.is_empty())),
            (None, None) => Ok(self.in_file(key)),
        }
    }

    /// A value that is parsed.
    pub(super) fn parsed<T: FromStr>(
        &self,
        key: &'static str,
        expected: &'static str,
    ) -> Result<Option<T>, ConfigError> {
        let text = self.text(key)?;
        text.map(|text| text.trim().parse())
            .transpose()
            .map_err(|_| ConfigError::Unreadable { key, expected })
    }

    /// A whole number within its range, or its default.
    pub(super) fn number(
        &self,
        key: &'static str,
        range: RangeInclusive<u64>,
        default: u64,
    ) -> Result<u64, ConfigError> {
        let number = self.parsed(key, "a whole number")?.unwrap_or(default);
        if range.contains(&number) {
            Ok(number)
        } else {
            Err(ConfigError::OutOfRange {
                key,
                least: *range.start(),
                most: *range.end(),
            })
        }
    }

    fn in_file(&self, key: &str) -> Option<String> {
        let value = self.file.get(key)?;
        let text = value.as_str().map(str::to_owned);
        Some(text.unwrap_or_else(|| value.to_string())).filter(|text| !text.is_empty())
    }

    /// Refuses a file with a password that other users may read.
    #[cfg(unix)]
    fn check_hidden(&self, path: &Path) -> Result<(), ConfigError> {
        use std::os::unix::fs::PermissionsExt as _;
        let file = || path.to_owned();
        let metadata = fs::metadata(path).map_err(|error| ConfigError::File {
            file: file(),
            error,
        })?;
        let holds = |key: &&str| {
            self.in_file(key)
                .is_some_and(|value| has_password(key, &value))
        };
        if metadata.permissions().mode() & 0o007 != 0 && SECRETS.iter().any(holds) {
            return Err(ConfigError::ReadableByOthers { file: file() });
        }
        Ok(())
    }

    #[cfg(not(unix))]
    fn check_hidden(&self, _path: &Path) -> Result<(), ConfigError> {
        // On this system a file inherits its permissions from its folder.
        Ok(())
    }
}

/// A variable of the environment.
fn variable(key: &'static str, ending: &str) -> Result<Option<String>, ConfigError> {
    match env::var(format!("KASAPRO_{}{ending}", key.to_uppercase())) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(ConfigError::Unreadable {
            key,
            expected: "a text",
        }),
    }
}

/// The value in a file, without the line break at its end.
fn value_in(key: &'static str, file: PathBuf) -> Result<String, ConfigError> {
    match fs::read_to_string(&file) {
        Ok(text) => Ok(text.trim_end_matches(['\r', '\n']).to_owned()),
        Err(error) => Err(ConfigError::ValueFile { key, file, error }),
    }
}

/// Whether the value of a secret setting holds a password. A URL need not have one.
#[cfg(unix)]
fn has_password(key: &str, value: &str) -> bool {
    let person = value
        .split_once("://")
        .and_then(|(_, rest)| rest.rsplit_once('@'));
    key.ends_with("_password")
        || value.contains("password=")
        || person.is_some_and(|(person, _)| person.contains(':'))
}
