//! The command line of the server.

mod error;
mod keys;
mod manual;
mod org;
mod register;
mod serve;
mod setup;

use std::ffi::OsString;
use std::future::Future;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};
use clap_complete::Shell;
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::config::{Config, template};
use crate::database::{Database, PoolOptions};
use crate::{migrate, reproject, shutdown};

pub use error::AdminError;

/// Takes the logs of registers, keeps them in PostgreSQL, and hands the catalog down.
#[derive(Debug, Parser)]
#[command(name = "kasapro-sync-server", version, after_help = crate::config::help())]
struct AdminArguments {
    /// A TOML file with settings; the environment (`KASAPRO_...`) wins over it.
    #[arg(long, global = true, value_name = "FILE", env = "KASAPRO_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Answer registers.
    Serve,
    #[command(flatten)]
    Task(TaskCommand),
}

/// What ends by itself.
#[derive(Debug, Subcommand)]
enum TaskCommand {
    /// Make database, roles and settings file with the rights of an administrator of PostgreSQL,
    /// then migrate. Run again, it makes what is missing and changes no password.
    Setup(setup::SetupArguments),
    /// The settings file.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Bring the database's schema up to date, grant the server's role what it needs, and project
    /// entries that only this program can read.
    Migrate,
    /// Found organizations, and list what they have.
    #[command(subcommand)]
    Org(OrgCommand),
    /// Let registers join an organization, and shut them out.
    #[command(subcommand)]
    Register(RegisterCommand),
    /// List what a person should look at: the alarms of an organization, and how many entries are
    /// in quarantine for which reason.
    Alarms {
        /// The organization's id.
        #[arg(long)]
        org: Uuid,
    },
    /// Print the completions of a shell.
    Completions {
        /// Which shell will read them.
        shell: Shell,
    },
    /// Write a manual page for each command into a folder.
    Man {
        /// Where the pages go; the folder is made when it is missing.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Print a settings file with every setting, its default and what it is.
    Template,
}

#[derive(Debug, Subcommand)]
enum OrgCommand {
    /// Print a one-use code with which a register founds a new organization.
    Create {
        /// What the organization is called.
        #[arg(long)]
        name: String,
    },
    /// List organizations, their registers, and codes that were not used yet.
    List,
}

#[derive(Debug, Subcommand)]
enum RegisterCommand {
    /// Print a one-use code with which a register joins an organization.
    Code {
        /// The organization's id.
        #[arg(long)]
        org: Uuid,
    },
    /// Shut a register out for good. What it still sends is stored in quarantine, and it learns
    /// nothing any more.
    Revoke {
        /// The organization's id.
        #[arg(long)]
        org: Uuid,
        /// The register's id, as `org list` names it.
        #[arg(long)]
        register: Uuid,
    },
}

/// Runs a command line; returns how the process ends.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // Install the handler first: a signal without a handler kills the process.
    let (runtime, signal) = match hear_signals() {
        Ok(hearing) => hearing,
        Err(error) => return failed(&error),
    };
    let arguments = match AdminArguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(usage) => {
            usage.print().ok();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    match runtime.block_on(execute(arguments, signal)) {
        Ok(lines) => {
            let mut out = std::io::stdout().lock();
            match lines.iter().try_for_each(|line| writeln!(out, "{line}")) {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => ExitCode::FAILURE,
            }
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &AdminError) -> ExitCode {
    writeln!(std::io::stderr(), "kasapro-sync-server: {error}").ok();
    ExitCode::FAILURE
}

/// The runtime, and a future that ends when the process is asked to stop.
fn hear_signals() -> Result<(Runtime, impl Future<Output = ()>), AdminError> {
    let runtime = Runtime::new().map_err(AdminError::Runtime)?;
    let guard = runtime.enter();
    let signal = shutdown::signal().map_err(AdminError::Signals)?;
    drop(guard);
    Ok((runtime, signal))
}

async fn execute(
    arguments: AdminArguments,
    signal: impl Future<Output = ()>,
) -> Result<Vec<String>, AdminError> {
    let file = arguments.config.as_deref();
    match arguments.command {
        AdminCommand::Serve => serve::serve(file, signal).await.map(|()| Vec::new()),
        AdminCommand::Task(task) => tokio::select! {
            biased;
            () = signal => Err(AdminError::Interrupted),
            done = perform(task, file) => done,
        },
    }
}

async fn perform(task: TaskCommand, file: Option<&Path>) -> Result<Vec<String>, AdminError> {
    match task {
        TaskCommand::Setup(wanted) => setup::setup(wanted, file).await,
        TaskCommand::Config(ConfigCommand::Template) => Ok(vec![template(&[])]),
        TaskCommand::Migrate => migrate(&Config::load(file)?).await,
        TaskCommand::Org(OrgCommand::Create { name }) => {
            org::create(&owner_database(file).await?, &name).await
        }
        TaskCommand::Org(OrgCommand::List) => org::list(&owner_database(file).await?).await,
        TaskCommand::Register(RegisterCommand::Code { org }) => {
            org::code(&owner_database(file).await?, org).await
        }
        TaskCommand::Register(RegisterCommand::Revoke { org, register }) => {
            register::revoke(&owner_database(file).await?, org, register).await
        }
        TaskCommand::Alarms { org } => {
            register::list_alarms(&owner_database(file).await?, org).await
        }
        TaskCommand::Completions { shell } => {
            Ok(manual::completions(AdminArguments::command(), shell))
        }
        TaskCommand::Man { folder } => manual::pages(AdminArguments::command(), &folder),
    }
}

async fn migrate(config: &Config) -> Result<Vec<String>, AdminError> {
    let migrated = migrate::migrate(&config.owner_address()?, &config.app_role).await?;
    let database = open_as_owner(config).await?;
    keys::prepare(&database, &config.secret_file).await?;
    let counted = reproject::reproject_unreadable(&database).await?;
    Ok(vec![
        format!("{} migrations applied", migrated.applied.len()),
        format!("{counted} entries projected that no program could read before"),
    ])
}

/// The database for administrators, as the settings name it.
async fn owner_database(file: Option<&Path>) -> Result<Database, AdminError> {
    open_as_owner(&Config::load(file)?).await
}

/// The database for administrators. This program can work in its schema.
async fn open_as_owner(config: &Config) -> Result<Database, AdminError> {
    let pool = PoolOptions {
        connections: 1,
        wait: serve::CONNECTION_WAIT,
    };
    let database = Database::new(config.owner_address()?, pool)?;
    migrate::check(&database).await?;
    Ok(database)
}
