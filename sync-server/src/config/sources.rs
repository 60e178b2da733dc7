//! The sources of a setting: the environment first, then the file.

use std::collections::BTreeMap;
use std::env::{self, VarError};
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::str::FromStr;

use super::error::ConfigError;
use super::settings::SETTINGS;

/// The environment and the file.
pub(super) struct Sources {
    file: BTreeMap<String, toml::Value>,
}

impl Sources {
    pub(super) fn open(file: Option<&Path>) -> Result<Self, ConfigError> {
        let Some(path) = file else {
            return Ok(Self {
                file: BTreeMap::new(),
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
        let is_unknown = |key: &&String| SETTINGS.iter().all(|(known, _)| known != *key);
        match file.keys().find(is_unknown) {
            Some(key) => Err(ConfigError::UnknownKey { key: key.clone() }),
            None => Ok(Self { file }),
        }
    }

    /// A text. An empty variable counts as missing.
    pub(super) fn text(&self, key: &'static str) -> Result<Option<String>, ConfigError> {
        match env::var(format!("KASAPRO_{}", key.to_uppercase())) {
            Ok(value) if value.is_empty() => Ok(None),
            Ok(value) => Ok(Some(value)),
            Err(VarError::NotPresent) => Ok(self.in_file(key)),
            Err(VarError::NotUnicode(_)) => Err(ConfigError::Unreadable {
                key,
                expected: "a text",
            }),
        }
    }

    /// A value with a form.
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
        Some(text.unwrap_or_else(|| value.to_string()))
    }
}
