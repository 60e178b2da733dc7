//! Options that several commands share.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use domain::currency::Locale;
use register::FigureStyle;

use crate::secret::PinOption;

/// Options of every command: where the register is, and how to print.
#[derive(Args)]
pub(crate) struct Global {
    /// The folder of the ledger [default: the app's]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "KASAPRO_DATA",
        hide_env_values = true
    )]
    data: Option<OsString>,
    /// Keep the key in this file instead of the keyring
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        env = "KASAPRO_KEY_FILE",
        hide_env_values = true
    )]
    key_file: Option<OsString>,
    /// Print one JSON document
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Figures in this language, or plain ones for scripts.
    #[arg(
        long,
        global = true,
        value_name = "LANG",
        help = "FigureStyle as id (Rp 12.500,50), en (Rp 12,500.50) or plain (12500.50) \
                [default: the store's language]"
    )]
    pub(crate) lang: Option<Lang>,
}

/// How figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    Id,
    En,
    Plain,
}

impl Global {
    /// The folder of the ledger, where one is named.
    pub(crate) fn data(&self) -> Option<PathBuf> {
        named(self.data.as_ref())
    }

    /// The key file, where one is named.
    pub(crate) fn key_file(&self) -> Option<PathBuf> {
        named(self.key_file.as_ref())
    }

    /// How figures are written: as the caller asked, else in the store's language.
    pub(crate) fn figures(&self) -> FigureStyle {
        match self.lang {
            Some(Lang::Id) => FigureStyle::Language(Locale::Id),
            Some(Lang::En) => FigureStyle::Language(Locale::En),
            Some(Lang::Plain) => FigureStyle::Plain,
            None => FigureStyle::Store,
        }
    }
}

/// An empty variable of the environment counts as unset.
fn named(path: Option<&OsString>) -> Option<PathBuf> {
    path.filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The person who acts. Not `Debug`, so that a PIN is never printed.
#[derive(Clone, Args)]
pub(crate) struct Who {
    /// Username
    #[arg(long = "user", value_name = "USER")]
    pub(crate) user: String,
    #[command(flatten)]
    pub(crate) pin: PinOption,
}
