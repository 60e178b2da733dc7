//! The draft of a join: the id it uses, so that it can be repeated after an error.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::AppError;

const DRAFT_FILE: &str = "join.json";

/// `join.json`: exists from the first request of a join to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Draft {
    version: u32,
    /// The id that the code is bound to, once the server has seen it.
    pub(super) register_id: Uuid,
}

impl Draft {
    /// The draft of an interrupted join, or a new one with this id.
    pub(super) fn found_or_new(data_dir: &Path, register_id: Uuid) -> Result<Self, AppError> {
        let path = data_dir.join(DRAFT_FILE);
        match fs::read_to_string(&path) {
            // A draft that cannot be read is replaced.
            Ok(text) => {
                if let Ok(draft) = serde_json::from_str(&text) {
                    return Ok(draft);
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(AppError::Folder { path, source }),
        }
        let draft = Self {
            version: 1,
            register_id,
        };
        draft
            .write(&path)
            .map_err(|source| AppError::Folder { path, source })?;
        Ok(draft)
    }

    /// Removes the draft of a join that ended, or cannot continue.
    pub(super) fn remove(data_dir: &Path) -> Result<(), AppError> {
        let path = data_dir.join(DRAFT_FILE);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                Err(AppError::Folder { path, source })
            }
            _ => Ok(()),
        }
    }

    fn write(&self, path: &Path) -> std::io::Result<()> {
        let mut beside = path.as_os_str().to_os_string();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        let mut file = fs::File::create(&beside)?;
        file.write_all(serde_json::to_string(self)?.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    }
}
