//! `ledger`: the log itself.

use std::path::PathBuf;

use clap::Subcommand;
use domain::entry::Hash;
use register::Register;
use register::view::VerifyView;

use crate::error::CliError;
use crate::global::{Global, Who};
use crate::opening;
use crate::output::CommandOutput;
use crate::stream::StdoutStream;

/// What to do with the log.
#[derive(Subcommand)]
pub(crate) enum LedgerCommand {
    /// Check every entry: numbers, chain, signatures, sums; names the first broken one
    #[command(
        after_help = "Examples:\n  kasaproctl ledger verify\n  kasaproctl ledger verify log.ndjson --head HASH"
    )]
    Verify {
        /// An exported file instead of this ledger
        #[arg(value_name = "EXPORT")]
        export: Option<PathBuf>,
        /// The hash that the last entry of the file must have, so that a file cut short is found
        #[arg(long, value_name = "HASH", requires = "export", value_parser = Hash::from_hex)]
        head: Option<Hash>,
    },
    /// The last entries
    Tail {
        /// How many
        #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
        count: u32,
    },
    /// Write the exact entries to the standard output, one JSON document a line; an owner permits
    /// it
    #[command(
        after_help = "Example:\n  kasaproctl ledger export --user sari --pin-file pin > log.ndjson"
    )]
    Export {
        #[command(flatten)]
        who: Who,
    },
}

impl LedgerCommand {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        match self {
            Self::Verify { export: None, .. } => {
                Ok(verdict(&opening::read(global, Register::ledger_verify)?))
            }
            Self::Verify {
                export: Some(file),
                head,
            } => Ok(verdict(&register::ledger_verify_export(file, *head)?)),
            Self::Tail { count } => tail(global, *count),
            Self::Export { who } => {
                let register = opening::open_for(global, who)?;
                let mut out = StdoutStream::stdout();
                let written = register.ledger_export(&mut out);
                out.finish(written)?;
                Ok(CommandOutput::written())
            }
        }
    }
}

fn tail(global: &Global, count: u32) -> Result<CommandOutput, CliError> {
    let entries = opening::read(global, |register| register.ledger_tail(count))?;
    let lines: Vec<String> = entries
        .iter()
        .map(|entry| format!("{:>8}  {:<22} {}", entry.seq, entry.kind, entry.hash))
        .collect();
    Ok(CommandOutput::new(&entries, lines.join("\n")))
}

fn verdict(verification: &VerifyView) -> CommandOutput {
    let reason = verification.reason.as_deref().unwrap_or("no reason given");
    let text = match verification.broken_seq {
        _ if verification.ok => format!("{} entries hold.", verification.entries),
        Some(seq) => format!("Entry {seq} is broken: {reason}"),
        None => format!("The ledger is broken: {reason}"),
    };
    CommandOutput::new(verification, text).failed_unless(verification.ok)
}
