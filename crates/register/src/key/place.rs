//! Keyring or key file.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use uuid::Uuid;
use zeroize::Zeroizing;

use super::Secret;
use crate::error::AppError;

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
pub(crate) enum KeyPlace {
    /// The keyring item of this ledger.
    Keyring(Uuid),
    /// A file.
    File(PathBuf),
}

impl KeyPlace {
    /// Reads the secrets.
    pub(crate) fn read(&self) -> Result<Secret, AppError> {
        let text = match self {
            Self::Keyring(ledger_id) => self.read_keyring(*ledger_id)?,
            Self::File(path) => self.read_file(path)?,
        };
        Secret::from_text(&text).ok_or_else(|| AppError::KeyUnreadable {
            place: self.to_string(),
        })
    }

    /// Keeps the secrets. A file that exists is never overwritten: it may be another ledger's only key.
    pub(crate) fn write(&self, secret: &Secret) -> Result<(), AppError> {
        let text = Zeroizing::new(secret.to_text()?);
        match self {
            Self::Keyring(ledger_id) => keyring_entry(*ledger_id)?
                .set_password(&text)
                .map_err(AppError::Keyring),
            Self::File(path) => {
                write_private(path, text.as_bytes()).map_err(|source| AppError::Folder {
                    path: path.clone(),
                    source,
                })
            }
        }
    }

    /// Puts other secrets in the place of these: the register and its key stay, the pepper changes.
    pub(crate) fn replace(&self, before: &Secret, secret: &Secret) -> Result<(), AppError> {
        if self.read()? != *before || before.signing_seed != secret.signing_seed {
            return Err(AppError::Defect("another key stands at the place"));
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

    /// Keeps the high-water mark beside the secrets.
    pub(crate) fn write_mark(&self, text: &str) -> Result<(), AppError> {
        match self {
            Self::Keyring(ledger_id) => keyring_mark(*ledger_id)?
                .set_password(text)
                .map_err(AppError::Keyring),
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
                Err(other) => Err(AppError::Keyring(other)),
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
            Err(keyring::Error::NoEntry) => Err(AppError::KeyMissing {
                place: self.to_string(),
            }),
            Err(other) => Err(AppError::Keyring(other)),
        }
    }

    fn read_file(&self, path: &Path) -> Result<Zeroizing<String>, AppError> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Zeroizing::new(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(AppError::KeyMissing {
                    place: self.to_string(),
                })
            }
            Err(source) => Err(AppError::Folder {
                path: path.to_path_buf(),
                source,
            }),
        }
    }
}

impl std::fmt::Display for KeyPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Keyring(ledger_id) => write!(f, "keyring item {KEYRING_SERVICE}/{ledger_id}"),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

fn keyring_entry(ledger_id: Uuid) -> Result<keyring::Entry, AppError> {
    keyring::Entry::new(KEYRING_SERVICE, &ledger_id.to_string()).map_err(|error| match error {
        keyring::Error::NoDefaultStore => AppError::KeyringMissing,
        other => AppError::Keyring(other),
    })
}

fn keyring_mark(ledger_id: Uuid) -> Result<keyring::Entry, AppError> {
    keyring::Entry::new(KEYRING_SERVICE, &format!("{ledger_id}.head")).map_err(AppError::Keyring)
}

fn mark_file(key_file: &Path) -> PathBuf {
    let mut name = key_file.as_os_str().to_os_string();
    name.push(".head");
    PathBuf::from(name)
}

/// Writes a file that only its owner reads, whole or not at all: half a key would be none, and in
/// the way of the next setup.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.exists() {
        return Err(std::io::ErrorKind::AlreadyExists.into());
    }
    replace_private(path, bytes)
}

/// The same, in place of what stands there: the old file or the new one, never a part of either.
fn replace_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut draft = path.as_os_str().to_os_string();
    draft.push(".new");
    let draft = PathBuf::from(draft);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    // What an interrupted setup left may be readable by others.
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = options.open(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, path)
    });
    if written.is_err()
        && let Err(error) = fs::remove_file(&draft)
    {
        log::warn!("a half-written key file stays behind: {error}");
    }
    written?;
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
