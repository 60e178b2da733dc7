//! Options that several commands share.

use std::path::PathBuf;

use clap::Args;

/// Options of every command: where the register is, and how to print.
#[derive(Args)]
pub(crate) struct Global {
    /// The folder of the ledger.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        help = "The folder of the ledger [env: KASAPRO_DATA] [default: the app's]"
    )]
    pub(crate) data: Option<PathBuf>,
    /// The key file, instead of the keyring.
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        help = "Keep the key in this file instead of the keyring [env: KASAPRO_KEY_FILE]"
    )]
    pub(crate) key_file: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

/// The person who acts. Not `Debug`, so that a PIN is never printed.
#[derive(Clone, Args)]
pub(crate) struct Who {
    /// Username
    #[arg(long = "user", value_name = "USER")]
    pub(crate) user: String,
    /// PIN
    #[arg(long, value_name = "PIN")]
    pub(crate) pin: String,
}
