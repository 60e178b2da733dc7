//! `sync`: what register and server still have to tell each other.

use clap::{Args, Subcommand};
use register::view::{SyncOnceView, SyncState, SyncStatusView};

use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::{CommandOutput, word};

/// Push and pull everything, or show the sync status.
#[derive(Args)]
#[command(
    subcommand_negates_reqs = true,
    args_conflicts_with_subcommands = true,
    after_help = "\
`sync --once` exits with 1 when the server cannot be reached or refuses; nothing is lost then.

Examples:
  kasaproctl sync --once
  kasaproctl --json sync status"
)]
pub(crate) struct Sync {
    /// Push everything, pull everything, and end
    #[arg(long, required = true)]
    once: bool,
    #[command(subcommand)]
    command: Option<SyncCommand>,
}

/// What to look at.
#[derive(Debug, Clone, Copy, Subcommand)]
enum SyncCommand {
    /// How register and server stand
    Status,
}

impl Sync {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        let register = opening::open(global)?;
        match self.command {
            Some(SyncCommand::Status) => {
                let status = register.sync_status()?;
                Ok(CommandOutput::new(&status, summary(&status)))
            }
            None => {
                let moved = register.sync_once()?;
                Ok(CommandOutput::new(&moved, done(moved)))
            }
        }
    }
}

fn done(moved: SyncOnceView) -> String {
    format!(
        "{} entries sent, {} rows received, {} entries wait.",
        moved.entries_sent, moved.rows_applied, moved.waiting_entries
    )
}

fn summary(status: &SyncStatusView) -> String {
    if status.state == SyncState::NotEnrolled {
        let attention = status.attention.as_ref();
        let notice = attention.map(|attention| format!("\nattention  {}", attention.message));
        let none = "This register belongs to no server.";
        return format!("{none}{}", notice.unwrap_or_default());
    }
    let mut lines = vec![
        format!("state      {}", word(status.state)),
        format!(
            "server     {}",
            status.server.as_deref().unwrap_or_default()
        ),
        format!(
            "shop       {}",
            status.organization_name.as_deref().unwrap_or_default()
        ),
        format!(
            "waiting    {} entries, {} of them sales and refunds",
            status.waiting_entries, status.waiting_transactions
        ),
    ];
    if let Some(attention) = &status.attention {
        lines.push(format!("attention  {}", attention.message));
    }
    if let Some(error) = &status.last_error {
        lines.push(format!("last error {}", error.message));
    }
    lines.push(format!(
        "set aside  {} entries; {} conflicts to look at",
        status.quarantined.len(),
        status.conflicts.len()
    ));
    lines.join("\n")
}
