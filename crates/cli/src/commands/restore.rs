//! `restore`: a shop comes back from a backup.

use std::path::PathBuf;

use clap::Args;
use register::error::RecoveryError;
use register::view::{RestoreInput, RestoreView};
use register::{AppError, KeyStoreChoice};

use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::CommandOutput;
use crate::secret::RecoveryCodeOption;

/// The backup, and what opens it.
#[derive(Args)]
#[command(after_help = "\
The backup is checked first: its key, every page, every entry. The data folder must be empty. Receipts
get numbers of their own from then on, so that none is printed twice.

Example:
  kasaproctl --data shop --key-file shop.key restore usb/shop.db --recovery-code-file code.txt")]
pub(crate) struct Restore {
    /// A file that `backup` or the daily backup wrote
    #[arg(value_name = "BACKUP")]
    backup: PathBuf,
    #[command(flatten)]
    code: RecoveryCodeOption,
}

impl Restore {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        let recovery_code = self.code.read()?;
        refuse_filled_folder(global)?;
        let restored = opening::open_or_create(global)?.restore_backup(&RestoreInput {
            path: self.backup.display().to_string(),
            recovery_code,
            use_key_file: false,
        })?;
        let text = summary(&restored);
        Ok(CommandOutput::new(&restored, text))
    }
}

/// Refuses a folder with anything in it but the key file that the command line names.
fn refuse_filled_folder(global: &Global) -> Result<(), CliError> {
    let path = opening::data_dir(global);
    let Ok(files) = path.read_dir() else {
        return Ok(());
    };
    let key_file = match opening::key_store(global) {
        KeyStoreChoice::File(file) => file.file_name().map(ToOwned::to_owned),
        KeyStoreChoice::Keyring => None,
    };
    let is_key = |name: &std::ffi::OsStr| {
        key_file.as_deref().is_some_and(|key_file| {
            let mut mark = key_file.to_os_string();
            mark.push(".head");
            name == key_file || name == mark
        })
    };
    let mut names = files.filter_map(|file| Some(file.ok()?.file_name()));
    if names.all(|name| is_key(&name)) {
        return Ok(());
    }
    Err(AppError::from(RecoveryError::FolderNotEmpty { path }).into())
}

fn summary(restored: &RestoreView) -> String {
    let mut lines = vec![
        format!(
            "{}, {}: {} entries came back, verified.",
            restored.store_name, restored.register_name, restored.entries
        ),
        format!(
            "{} sales and refunds, {} products, {} people.",
            restored.transactions, restored.products, restored.users
        ),
    ];
    if let Some(last) = &restored.last_receipt {
        lines.push(format!(
            "The last receipt in it is {}.",
            last.receipt_number
        ));
    }
    if let Some(missing) = &restored.missing {
        let last = missing.last_receipt.as_ref();
        let last = last.map_or("unknown", |last| last.receipt_number.as_str());
        let count = missing.entries.map_or_else(
            || "Newer entries are".to_owned(),
            |entries| format!("{entries} newer entries are"),
        );
        lines.push(format!(
            "{count} not in this backup; the last receipt before the loss was {last}."
        ));
    }
    if restored.has_server {
        lines.push("What the server has of it is not lost: kasaproctl sync --once".to_owned());
    }
    lines.push(format!(
        "The next receipt is {}.",
        restored.next_receipt_number
    ));
    lines.join("\n")
}
