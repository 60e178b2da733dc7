//! One file for each group of commands.

mod backup;
pub(crate) mod catalog;
pub(crate) mod demo;
mod doctor;
pub(crate) mod enroll;
pub(crate) mod init;
pub(crate) mod ledger;
pub(crate) mod replay;
pub(crate) mod report;
pub(crate) mod sell;
pub(crate) mod shift;
pub(crate) mod sync;
pub(crate) mod user;

use uuid::Uuid;

use crate::args::{Cli, Command};
use crate::failure::Failure;
use crate::output::Document;

/// Runs the command of the command line.
pub(crate) fn run(cli: &Cli) -> Result<Document, Failure> {
    match &cli.command {
        Command::Init(init) => init.run(cli),
        Command::Demo => demo::run(cli),
        Command::User(user) => user.run(cli),
        Command::Catalog(catalog) => catalog.run(cli),
        Command::Shift(shift) => shift.run(cli),
        Command::Sell(sell) => sell.run(cli),
        Command::Replay(replay) => replay.run(cli),
        Command::Report(report) => report.run(cli),
        Command::Ledger(ledger) => ledger.run(cli),
        Command::Backup { file } => backup::run(cli, file),
        Command::Enroll(enroll) => enroll.run(cli),
        Command::Sync(sync) => sync.run(cli),
        Command::Doctor => doctor::run(cli),
    }
}

/// An id for one command: each run of the program is a new one.
fn command_id() -> Uuid {
    Uuid::now_v7()
}
