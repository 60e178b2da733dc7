//! Keyring or key file.

use std::fs;
use std::path::{Path, PathBuf};

use uuid::Uuid;
use zeroize::Zeroizing;

use super::Secret;
use super::private_file::{replace_private, write_private};
use crate::error::{AppError, KeyLocationError};

/// The keyring's name for all items of this program.
const KEYRING_SERVICE: &str = "kasapro";

/// Where a caller wants the key to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyStoreChoice {
    /// In the desktop's keyring.
    Keyring,
    /// In this file, readable by its owner only: for computers without a keyring.
    File(PathBuf),
}

/// Whether this computer has a keyring that answers.
pub fn keyring_available() -> bool {
    keyring::Entry::store_status().is_ok()
}

/// One exact place of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum KeyLocation {
    /// The keyring item of this ledger.
    Keyring(Uuid),
    File(PathBuf),
}

/// The key file in the data folder, when the wizard chose one.
const KEY_FILE: &str = "register.key";

impl KeyLocation {
    /// Where a new key goes. A file that the caller chose comes first, then what the wizard chose.
    pub(crate) fn for_new_key(
        choice: &KeyStoreChoice,
        data_dir: &Path,
        ledger_id: Uuid,
        use_key_file: bool,
    ) -> Result<Self, AppError> {
        match choice {
            KeyStoreChoice::File(path) => Ok(Self::File(path.clone())),
            KeyStoreChoice::Keyring if use_key_file => Ok(Self::File(data_dir.join(KEY_FILE))),
            KeyStoreChoice::Keyring if keyring_available() => Ok(Self::Keyring(ledger_id)),
            KeyStoreChoice::Keyring => Err(KeyLocationError::KeyringMissing.into()),
        }
    }

    /// The secrets at this place, or new ones. A key that exists is used again and never
    /// overwritten: it may be the only one of another ledger.
    pub(crate) fn read_or_create(&self) -> Result<Secret, AppError> {
        match self.read() {
            Err(AppError::Key(KeyLocationError::Missing { .. })) => {
                let secret = Secret::generate()?;
                self.write(&secret)?;
                Ok(secret)
            }
            found => found,
        }
    }

    /// The secrets at this place, if there are any.
    pub(crate) fn read_or_missing(&self) -> Result<Option<Secret>, AppError> {
        match self.read() {
            Ok(secret) => Ok(Some(secret)),
            Err(AppError::Key(KeyLocationError::Missing { .. })) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn read(&self) -> Result<Secret, AppError> {
        let text = match self {
            Self::Keyring(ledger_id) => self.read_keyring(*ledger_id)?,
            Self::File(path) => self.read_file(path)?,
        };
        Secret::from_text(&text).ok_or_else(|| {
            let key_location = self.to_string();
            KeyLocationError::Unreadable { key_location }.into()
        })
    }

    /// Stores the secrets. A file that exists is never overwritten: it may hold the only key of
    /// another ledger.
    pub(crate) fn write(&self, secret: &Secret) -> Result<(), AppError> {
        let text = Zeroizing::new(secret.to_text()?);
        match self {
            Self::Keyring(ledger_id) => keyring_entry(*ledger_id)?
                .set_password(&text)
                .map_err(|error| KeyLocationError::Keyring(error).into()),
            Self::File(path) => {
                write_private(path, text.as_bytes()).map_err(|source| AppError::Folder {
                    path: path.clone(),
                    source,
                })
            }
        }
    }

    /// Replaces the secrets by others with the same signing seed: only the pepper may change.
    pub(crate) fn replace(&self, before: &Secret, secret: &Secret) -> Result<(), AppError> {
        if self.read()? != *before || before.signing_seed != secret.signing_seed {
            return Err(AppError::Defect("the place holds another key"));
        }
        match self {
            Self::Keyring(_) => self.write(secret),
            Self::File(path) => {
                let text = Zeroizing::new(secret.to_text()?);
                replace_private(path, text.as_bytes()).map_err(|source| AppError::Folder {
                    path: path.clone(),
                    source,
                })
            }
        }
    }

    /// Stores the high-water mark beside the secrets.
    pub(crate) fn write_mark(&self, text: &str) -> Result<(), AppError> {
        match self {
            Self::Keyring(ledger_id) => keyring_mark(*ledger_id)?
                .set_password(text)
                .map_err(|error| KeyLocationError::Keyring(error).into()),
            Self::File(path) => {
                let path = mark_file(path);
                replace_private(&path, text.as_bytes())
                    .map_err(|source| AppError::Folder { path, source })
            }
        }
    }

    /// The high-water mark, if there is one.
    pub(crate) fn read_mark(&self) -> Result<Option<String>, AppError> {
        match self {
            Self::Keyring(ledger_id) => match keyring_mark(*ledger_id)?.get_password() {
                Ok(text) => Ok(Some(text)),
                Err(keyring::Error::NoEntry) => Ok(None),
                Err(other) => Err(KeyLocationError::Keyring(other).into()),
            },
            Self::File(path) => match fs::read_to_string(mark_file(path)) {
                Ok(text) => Ok(Some(text)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(source) => Err(AppError::Folder {
                    path: mark_file(path),
                    source,
                }),
            },
        }
    }

    fn read_keyring(&self, ledger_id: Uuid) -> Result<Zeroizing<String>, AppError> {
        match keyring_entry(ledger_id)?.get_password() {
            Ok(text) => Ok(Zeroizing::new(text)),
            Err(keyring::Error::NoEntry) => Err(KeyLocationError::Missing {
                key_location: self.to_string(),
            }
            .into()),
            Err(other) => Err(KeyLocationError::Keyring(other).into()),
        }
    }

    fn read_file(&self, path: &Path) -> Result<Zeroizing<String>, AppError> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Zeroizing::new(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(KeyLocationError::Missing {
                    key_location: self.to_string(),
                }
                .into())
            }
            Err(source) => Err(AppError::Folder {
                path: path.to_path_buf(),
                source,
            }),
        }
    }
}

impl std::fmt::Display for KeyLocation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Keyring(ledger_id) => write!(f, "keyring item {KEYRING_SERVICE}/{ledger_id}"),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

fn keyring_entry(ledger_id: Uuid) -> Result<keyring::Entry, AppError> {
    keyring::Entry::new(KEYRING_SERVICE, &ledger_id.to_string()).map_err(|error| match error {
        keyring::Error::NoDefaultStore => KeyLocationError::KeyringMissing.into(),
        other => KeyLocationError::Keyring(other).into(),
    })
}

fn keyring_mark(ledger_id: Uuid) -> Result<keyring::Entry, AppError> {
    keyring::Entry::new(KEYRING_SERVICE, &format!("{ledger_id}.head"))
        .map_err(|error| KeyLocationError::Keyring(error).into())
}

fn mark_file(key_file: &Path) -> PathBuf {
    let mut name = key_file.as_os_str().to_os_string();
    name.push(".head");
    PathBuf::from(name)
}
