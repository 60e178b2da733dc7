//! The command line of the server.

mod error;
mod keys;
mod org;
mod register;
mod serve;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use uuid::Uuid;

use crate::config::Config;
use crate::database::{Database, PoolOptions};
use crate::{migrate, reproject};

pub use error::AdminError;

/// Takes the logs of registers, keeps them in PostgreSQL, and hands the catalog down.
#[derive(Debug, Parser)]
#[command(name = "kasapro-sync-server", version, after_help = crate::config::help())]
struct AdminArguments {
    /// A TOML file with settings; the environment (`KASAPRO_...`) wins over it.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Bring the database's schema up to date, grant the server's role what it needs, and project
    /// entries that only this program can read.
    Migrate,
    /// Answer registers.
    Serve,
    /// Organizations.
    #[command(subcommand)]
    Org(OrgCommand),
    /// Registers.
    #[command(subcommand)]
    Register(RegisterCommand),
    /// List what a person should look at: the alarms of an organization, and how many entries are
    /// in quarantine for which reason.
    Alarms {
        /// The organization's id.
        #[arg(long)]
        org: Uuid,
    },
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
    let arguments = match AdminArguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(usage) => {
            usage.print().ok();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    match execute(arguments) {
        Ok(lines) => {
            let mut out = std::io::stdout().lock();
            match lines.iter().try_for_each(|line| writeln!(out, "{line}")) {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => ExitCode::FAILURE,
            }
        }
        Err(error) => {
            writeln!(std::io::stderr(), "kasapro-sync-server: {error}").ok();
            ExitCode::FAILURE
        }
    }
}

fn execute(arguments: AdminArguments) -> Result<Vec<String>, AdminError> {
    let runtime = tokio::runtime::Runtime::new().map_err(AdminError::Runtime)?;
    let config_file = arguments.config.as_deref();
    runtime.block_on(async {
        if let AdminCommand::Serve = arguments.command {
            return serve::serve(config_file).await.map(|()| Vec::new());
        }
        let config = Config::load(config_file)?;
        match arguments.command {
            AdminCommand::Serve => Ok(Vec::new()),
            AdminCommand::Migrate => migrate(&config).await,
            AdminCommand::Org(OrgCommand::Create { name }) => {
                org::create(&owner_database(&config).await?, &name).await
            }
            AdminCommand::Org(OrgCommand::List) => org::list(&owner_database(&config).await?).await,
            AdminCommand::Register(RegisterCommand::Code { org }) => {
                org::code(&owner_database(&config).await?, org).await
            }
            AdminCommand::Register(RegisterCommand::Revoke { org, register }) => {
                register::revoke(&owner_database(&config).await?, org, register).await
            }
            AdminCommand::Alarms { org } => {
                register::list_alarms(&owner_database(&config).await?, org).await
            }
        }
    })
}

async fn migrate(config: &Config) -> Result<Vec<String>, AdminError> {
    let migrated = migrate::migrate(config.owner_url(), &config.app_role).await?;
    let database = owner_database(config).await?;
    keys::prepare(&database, &config.secret_file).await?;
    let counted = reproject::reproject_unreadable(&database).await?;
    Ok(vec![
        format!("{} migrations applied", migrated.applied.len()),
        format!("{counted} entries projected that no program could read before"),
    ])
}

/// The database for administrators. This program can work in its schema.
async fn owner_database(config: &Config) -> Result<Database, AdminError> {
    let pool = PoolOptions {
        connections: 1,
        wait: serve::CONNECTION_WAIT,
    };
    let database = Database::new(config.owner_url(), pool)?;
    migrate::check(&database).await?;
    Ok(database)
}
