//! `enroll`: the register becomes known to a server.

use clap::Args;
use register::Register;
use register::view::{JoinInput, PrinterInput, SetupState, SyncStatusView};
use serde_json::json;

use super::command_id;
use super::demo::{KEY_FILE_WARNING, key_in_file};
use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::CommandOutput;

/// Where to enrol, and with which code.
#[derive(Args)]
#[command(after_help = "\
A data folder with a shop brings it to the server (founding code); its log follows with the next sync.
An empty data folder joins the server's shop as another register (joining code). Interrupted, it is
repeated with the same code.

Examples:
  kasaproctl enroll --server https://sync.example.id --code 7K2M-9QXA
  kasaproctl --data kasir2 --key-file kasir2/key enroll --server https://sync.example.id \\
    --code 7K2M-9QXA --register-name 'Kasir 2'")]
pub(crate) struct Enroll {
    /// The server's address; http:// is for this computer only
    #[arg(long, value_name = "URL")]
    server: String,
    /// The one-use code
    #[arg(long, value_name = "CODE")]
    code: String,
    /// What people call a register that joins
    #[arg(long, value_name = "NAME", default_value = "Kasir 2")]
    register_name: String,
}

impl Enroll {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        let register = opening::open_or_create(global)?;
        match register.setup_status()?.state {
            SetupState::Ready => self.found(&register),
            SetupState::NeedsSetup => self.join(&register),
        }
    }

    fn found(&self, register: &Register) -> Result<CommandOutput, CliError> {
        let status = register.enrol_found(command_id(), &self.server, &self.code)?;
        let text = format!(
            "This shop is at {} now, as {}. {} entries wait to be sent: kasaproctl sync --once",
            status.server.as_deref().unwrap_or_default(),
            status.organization_name.as_deref().unwrap_or_default(),
            status.waiting_entries
        );
        Ok(CommandOutput::new(&enrolled("founded", &status), text))
    }

    fn join(&self, register: &Register) -> Result<CommandOutput, CliError> {
        let joined = register.enrol_join(
            command_id(),
            &JoinInput {
                server_url: self.server.clone(),
                code: self.code.clone(),
                register_name: self.register_name.clone(),
                printer: PrinterInput::default(),
                use_key_file: false,
            },
        )?;
        let status = register.sync_status()?;
        let mut text = format!(
            "{} joined {}: {} products, {} people.",
            joined.register_name,
            joined.store_name,
            joined.product_count,
            register.people()?.len()
        );
        text = format!(
            "{text}\nIt has no recovery code yet: kasaproctl recovery-code new --user OWNER"
        );
        if key_in_file(&joined) {
            text = format!("{text}\n{KEY_FILE_WARNING}");
        }
        Ok(CommandOutput::new(&enrolled("joined", &status), text))
    }
}

fn enrolled(how: &str, status: &SyncStatusView) -> serde_json::Value {
    json!({
        "enrolled": how,
        "server": status.server,
        "organization_name": status.organization_name,
        "waiting_entries": status.waiting_entries,
    })
}
