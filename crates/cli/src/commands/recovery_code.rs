//! `recovery-code`: the code that opens a ledger whose key is lost, and a backup anywhere.

use clap::Subcommand;
use register::Register;
use serde_json::json;

use crate::error::CliError;
use crate::global::{Global, Who};
use crate::opening;
use crate::output::CommandOutput;
use crate::secret::RecoveryCodeOption;

/// What to do with the code.
#[derive(Subcommand)]
pub(crate) enum RecoveryCodeCommand {
    /// Make a new code and print it once; an owner permits it
    #[command(after_help = "\
The code before it opens this ledger and its next backups no more. Older backups keep the code that
they were made with.

Example:
  kasaproctl recovery-code new --user sari --pin-file pin.txt")]
    New {
        #[command(flatten)]
        who: Who,
    },
    /// Open a ledger whose key is lost, and put the key where it was
    #[command(after_help = "\
Receipts get numbers of their own from then on, unless it is sure that this ledger is the newest.

Example:
  kasaproctl recovery-code open --recovery-code-file code.txt")]
    Open {
        #[command(flatten)]
        code: RecoveryCodeOption,
    },
}

impl RecoveryCodeCommand {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        match self {
            Self::New { who } => {
                let made = opening::open_for(global, who)?.recovery_code_new()?;
                let text = instructions(&made.recovery_code);
                Ok(CommandOutput::new(
                    &json!({ "recovery_code": made.recovery_code }),
                    text,
                ))
            }
            Self::Open { code } => {
                let code = code.read()?;
                let request = opening::request(global)?.awaiting_key();
                let register = Register::open(request).map_err(CliError::from)?;
                let status = register.ledger_reopen(&code)?;
                let text = format!("{} opens again.", status.store_name);
                let document = json!({
                    "store_name": status.store_name,
                    "register_name": status.register_name,
                });
                Ok(CommandOutput::new(&document, text))
            }
        }
    }
}

/// The code with what a person has to know about it.
pub(super) fn instructions(code: &str) -> String {
    format!(
        "Recovery code: {code}\nWrite it down and keep it away from this computer: with it a \
         backup opens anywhere.\nIt is shown only now."
    )
}
