//! Where a register stores its data by default.

use std::env;
use std::path::PathBuf;

/// The register's data folder: `$KASAPRO_DATA`, else the folder that the desktop's conventions
/// give an application (`$XDG_DATA_HOME/kasapro`, `~/.local/share/kasapro`; on Windows
/// `%LOCALAPPDATA%\kasapro`), else `kasapro` in the working folder.
pub fn default_data_dir() -> PathBuf {
    let from = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    from("KASAPRO_DATA")
        .or_else(|| from("XDG_DATA_HOME").map(|base| base.join("kasapro")))
        .or_else(|| from("LOCALAPPDATA").map(|base| base.join("kasapro")))
        .or_else(|| from("HOME").map(|home| home.join(".local/share/kasapro")))
        .unwrap_or_else(|| PathBuf::from("kasapro"))
}
