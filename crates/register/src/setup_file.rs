//! `register.json`: marks a finished setup and names the place of the key.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::AppError;
use crate::key::{KeyLocation, KeyStoreChoice};

const FILE_NAME: &str = "register.json";

/// `register.json`. A setup writes it last, so its presence means that the setup was finished.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SetupFile {
    version: u32,
    pub(crate) ledger_id: Uuid,
    /// The key file. None means the keyring.
    key_file: Option<PathBuf>,
}

impl SetupFile {
    pub(crate) fn new(ledger_id: Uuid, key_location: &KeyLocation) -> Self {
        let key_file = match key_location {
            KeyLocation::Keyring(_) => None,
            KeyLocation::File(path) => Some(path.clone()),
        };
        Self {
            version: 1,
            ledger_id,
            key_file,
        }
    }

    /// The setup file of a data folder, or none when the folder has no shop.
    pub(crate) fn read(data_dir: &Path) -> Result<Option<Self>, AppError> {
        let path = data_dir.join(FILE_NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(AppError::Folder { path, source }),
        };
        serde_json::from_str(&text)
            .map(Some)
            .map_err(|source| AppError::Folder {
                path,
                source: source.into(),
            })
    }

    /// Writes the file whole or not at all.
    pub(crate) fn write(&self, data_dir: &Path) -> Result<(), AppError> {
        let path = data_dir.join(FILE_NAME);
        let draft = data_dir.join("register.json.new");
        let write = || {
            let mut file = fs::File::create(&draft)?;
            file.write_all(serde_json::to_string_pretty(self)?.as_bytes())?;
            file.sync_all()?;
            fs::rename(&draft, &path)?;
            fs::File::open(data_dir)?.sync_all()
        };
        write().map_err(|source| AppError::Folder {
            path: path.clone(),
            source,
        })
    }

    /// Where the key is. A file that the caller names comes first, so that a moved file is found.
    pub(crate) fn key_location(&self, wanted: &KeyStoreChoice) -> KeyLocation {
        match (wanted, &self.key_file) {
            (KeyStoreChoice::File(path), _) | (KeyStoreChoice::Keyring, Some(path)) => {
                KeyLocation::File(path.clone())
            }
            (KeyStoreChoice::Keyring, None) => KeyLocation::Keyring(self.ledger_id),
        }
    }
}
