//! Why the desktop does not say or take whether the program starts with it.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;

use register::error::ErrorDetails;
use register::{CommandError, ErrorCode};

/// What the desktop starts at login cannot be read or changed.
#[derive(Debug)]
pub(crate) enum AutostartError {
    /// The person has no folder for settings.
    #[cfg(target_os = "linux")]
    NoFolder,
    /// Nobody knows where this program is.
    #[cfg(target_os = "linux")]
    NoProgram,
    /// The entry cannot be read or written.
    #[cfg(target_os = "linux")]
    Entry {
        path: PathBuf,
        source: std::io::Error,
    },
    /// What another system said.
    #[cfg(not(target_os = "linux"))]
    System(tauri_plugin_autostart::Error),
}

impl Display for AutostartError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(target_os = "linux")]
            Self::NoFolder => write!(f, "neither XDG_CONFIG_HOME nor HOME names a folder"),
            #[cfg(target_os = "linux")]
            Self::NoProgram => write!(f, "the place of this program cannot be written down"),
            #[cfg(target_os = "linux")]
            Self::Entry { path, source } => write!(f, "{}: {source}", path.display()),
            #[cfg(not(target_os = "linux"))]
            Self::System(error) => write!(f, "{error}"),
        }
    }
}

impl AutostartError {
    fn path(&self) -> Option<PathBuf> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Entry { path, .. } => Some(path.clone()),
            _ => None,
        }
    }
}

impl From<AutostartError> for CommandError {
    fn from(error: AutostartError) -> Self {
        log::warn!("the start at login: {error}");
        Self {
            details: error.path().map(|path| {
                Box::new(ErrorDetails {
                    path: Some(path.display().to_string()),
                    ..ErrorDetails::default()
                })
            }),
            ..Self::new(ErrorCode::AutostartRefused, &error.to_string())
        }
    }
}
