//! The logs of the programs.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// The end of a log says what happened last; the window's own are smaller than this.
const MOST_BYTES: u64 = 4_500_000;

pub(super) struct LogFile {
    pub(super) name: String,
    pub(super) path: PathBuf,
}

/// The logs in the data folder, by name.
pub(super) fn files(data_dir: &Path) -> Vec<LogFile> {
    let folder = fs::read_dir(data_dir.join("logs")).into_iter().flatten();
    let mut found: Vec<LogFile> = folder
        .flatten()
        .map(|file| LogFile {
            name: file.file_name().to_string_lossy().into_owned(),
            path: file.path(),
        })
        .filter(|log| log.path.is_file() && log.path.extension().is_some_and(|end| end == "log"))
        .collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

/// The end of a log, as text.
pub(super) fn read(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let begin = file.metadata()?.len().saturating_sub(MOST_BYTES);
    file.seek(SeekFrom::Start(begin))?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
