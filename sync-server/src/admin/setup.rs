//! `setup`: prepares everything that a new server needs to start.

use std::path::{Path, PathBuf};

use clap::Args;

use super::error::AdminError;
use crate::config::Config;
use crate::setup::{self, ServerSetupError, Setup};

#[derive(Debug, Args)]
pub(super) struct SetupArguments {
    /// A role of PostgreSQL that may create databases and roles, such as
    /// `postgres://postgres:PASSWORD@localhost`
    #[arg(
        long,
        value_name = "URL",
        env = "KASAPRO_ADMIN_URL",
        hide_env_values = true
    )]
    admin_url: String,
    /// What the database is called
    #[arg(long, value_name = "NAME", default_value = "kasapro")]
    database: String,
    /// The role that owns the tables
    #[arg(long, value_name = "ROLE", default_value = "kasapro_owner")]
    owner_role: String,
    /// The role that the server works as
    #[arg(long, value_name = "ROLE", default_value = "kasapro_app")]
    app_role: String,
    /// The certificates, PEM, that PostgreSQL is believed by; without it those of the system
    #[arg(long, value_name = "FILE", env = "KASAPRO_DATABASE_CA_FILE")]
    database_ca_file: Option<PathBuf>,
    /// Give both roles new passwords, and write these into the settings file
    #[arg(long)]
    new_passwords: bool,
}

/// Sets up database, roles and file. Then the written file is used to set up the schema and the
/// secret.
pub(super) async fn setup(
    arguments: SetupArguments,
    file: Option<&Path>,
) -> Result<Vec<String>, AdminError> {
    let file = file.ok_or(ServerSetupError::NoFile)?;
    let wanted = Setup {
        admin_url: arguments.admin_url,
        database: arguments.database,
        owner_role: arguments.owner_role,
        app_role: arguments.app_role,
        ca_file: arguments.database_ca_file,
        new_passwords: arguments.new_passwords,
    };
    let mut lines = setup::setup(&wanted, file).await?;
    let config = Config::load_file(file).map_err(ServerSetupError::Config)?;
    lines.extend(super::migrate(&config).await?);
    lines.push(format!(
        "now: kasapro-sync-server serve --config {}",
        file.display()
    ));
    Ok(lines)
}
