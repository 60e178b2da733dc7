//! The command line: the global options and the commands.

use std::path::PathBuf;

use clap::{CommandFactory as _, Parser, Subcommand};
use clap_complete::Shell;

use crate::commands::{
    backup, catalog, demo, doctor, enroll, init, ledger, manual, recovery_code, replay, report,
    restore, sell, shift, support_file, sync, user,
};
use crate::error::CliError;
use crate::global::Global;
use crate::output::CommandOutput;

const AFTER_HELP: &str = "\
Exit codes:
  0  done
  1  refused, or a check failed (ledger verify, doctor)
  2  the command line is wrong
  3  the ledger cannot be opened (no shop, no key, wrong key, in use, damaged, newer)
  4  a file or the disk cannot be read or written

With --json every command prints one JSON document; a failure prints
{\"error\":{\"code\":\"...\",\"message\":\"...\"}}. Amounts in JSON are integers in minor units (*_cents);
amounts on the command line are in major units with a point: 12500 or 12500.50.

Examples:
  kasaproctl --data shop --key-file shop/key init --store 'Toko Maju' --owner sari --pin 4711
  kasaproctl catalog import prices.csv --map price=harga,name='nama barang'
  kasaproctl shift open --user sari --pin 4711 --float 200000
  kasaproctl sell --user sari --pin 4711 --item 8991234567890*2 --pay cash=50000
  kasaproctl enroll --server https://sync.example.id --code 7K2M-9QXA
  kasaproctl sync --once
  kasaproctl --json ledger verify";

/// The use cases of a Kasapro register without a window.
#[derive(Parser)]
#[command(name = "kasaproctl", version, about, after_help = AFTER_HELP, arg_required_else_help = true)]
pub(crate) struct CommandLine {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    command: CliCommand,
}

/// What to do.
#[derive(Subcommand)]
enum CliCommand {
    /// Set up a shop in an empty data folder
    Init(init::Init),
    /// Set up a demonstration shop that is ready to sell; keeps the one that is there
    Demo,
    /// The people of the store
    #[command(subcommand)]
    User(user::User),
    /// The products
    #[command(subcommand)]
    Catalog(catalog::Catalog),
    /// Open and close the shift, see its report
    #[command(subcommand)]
    Shift(shift::Shift),
    /// Ring up one sale
    Sell(sell::Sell),
    /// Ring up a file of invoices
    Replay(replay::Replay),
    /// Sums
    #[command(subcommand)]
    Report(report::Report),
    /// The log itself
    #[command(subcommand)]
    Ledger(ledger::LedgerCommand),
    /// Write a verified copy of the ledger, which opens with the recovery code
    Backup {
        /// The new file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Make a shop in an empty data folder from a backup
    Restore(restore::Restore),
    /// Make the code that opens a lost ledger, or use it
    #[command(subcommand)]
    RecoveryCode(recovery_code::RecoveryCodeCommand),
    /// Bring this shop to a server, or join a shop that a server has
    Enroll(enroll::Enroll),
    /// Send what waits and fetch what is new
    Sync(sync::Sync),
    /// Look for trouble: versions, disk, key, integrity
    Doctor,
    /// Write one file for support: versions, checks, settings and logs, and nobody's name
    SupportFile(support_file::SupportFile),
    /// Print the completions of a shell
    Completions {
        /// Which shell will read them
        shell: Shell,
    },
    /// Write a manual page for each command into a folder
    Man {
        /// Where the pages go; the folder is made when it is missing
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

impl CommandLine {
    /// Runs the command of the command line.
    pub(crate) fn run(&self) -> Result<CommandOutput, CliError> {
        let global = &self.global;
        match &self.command {
            CliCommand::Init(init) => init.run(global),
            CliCommand::Demo => demo::run(global),
            CliCommand::User(user) => user.run(global),
            CliCommand::Catalog(catalog) => catalog.run(global),
            CliCommand::Shift(shift) => shift.run(global),
            CliCommand::Sell(sell) => sell.run(global),
            CliCommand::Replay(replay) => replay.run(global),
            CliCommand::Report(report) => report.run(global),
            CliCommand::Ledger(ledger) => ledger.run(global),
            CliCommand::Backup { file } => backup::run(global, file),
            CliCommand::Restore(restore) => restore.run(global),
            CliCommand::RecoveryCode(code) => code.run(global),
            CliCommand::Enroll(enroll) => enroll.run(global),
            CliCommand::Sync(sync) => sync.run(global),
            CliCommand::Doctor => doctor::run(global),
            CliCommand::SupportFile(file) => file.run(global),
            CliCommand::Completions { shell } => Ok(manual::completions(Self::command(), *shell)),
            CliCommand::Man { folder } => manual::pages(Self::command(), folder),
        }
    }
}
