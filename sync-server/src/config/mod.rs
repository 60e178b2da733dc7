//! Settings: from the environment first, then from a TOML file.
//!
//! A variable `KASAPRO_X_Y` is the key `x_y` of the file.

mod error;
mod limits;
mod settings;
mod sources;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub use error::ConfigError;
pub use limits::{BodyLimits, Limits};
pub use settings::{help, template};
use sources::Sources;

use crate::database::{DatabaseAddress, DatabaseAddressError};

/// Every setting of the server.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database as the server.
    pub database: Login,
    /// The database as its owner: for commands that change the schema or found organizations.
    pub owner: Login,
    /// The CA certificates that are trusted for PostgreSQL; `None` for those of the system.
    pub database_ca_file: Option<PathBuf>,
    /// The role of the server, for the grants.
    pub app_role: String,
    /// The address to listen at.
    pub listen: SocketAddr,
    /// The file with the server's secret.
    pub secret_file: PathBuf,
    /// TLS; `None` behind a proxy that terminates it.
    pub tls: Option<Tls>,
    /// The limits of requests.
    pub limits: Limits,
}

/// How a role logs in to the database.
#[derive(Clone)]
pub struct Login {
    pub url: String,
    /// The password, where the URL has none.
    pub password: Option<String>,
}

/// The files for TLS, both PEM.
#[derive(Debug, Clone)]
pub struct Tls {
    /// The certificate chain.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

impl Config {
    /// Reads the environment and, if there is one, the file.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let sources = Sources::open(file)?;
        Self::from_sources(&sources, file)
    }

    /// Reads the file alone and ignores the environment.
    pub fn load_file(file: &Path) -> Result<Self, ConfigError> {
        Self::from_sources(&Sources::open_file(file)?, Some(file))
    }

    fn from_sources(sources: &Sources, file: Option<&Path>) -> Result<Self, ConfigError> {
        // Beside the settings file, so that a server can be moved with its folder.
        let secret_default = || {
            let folder = file.and_then(Path::parent).unwrap_or(Path::new("."));
            folder.join("kasapro-server.key")
        };
        let (database, owner) = logins(sources)?;
        Ok(Self {
            database,
            owner,
            database_ca_file: sources.text("database_ca_file")?.map(PathBuf::from),
            app_role: sources
                .text("app_role")?
                .unwrap_or_else(|| "kasapro_app".to_owned()),
            listen: sources
                .parsed("listen", "an address as 127.0.0.1:8080")?
                .unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080))),
            secret_file: sources
                .text("secret_file")?
                .map_or_else(secret_default, PathBuf::from),
            tls: tls(sources)?,
            limits: Limits::read(sources)?,
        })
    }

    /// The address that the server uses.
    pub fn server_address(&self) -> Result<DatabaseAddress, DatabaseAddressError> {
        self.address(&self.database)
    }

    /// The address for commands that change the schema or found organizations.
    pub fn owner_address(&self) -> Result<DatabaseAddress, DatabaseAddressError> {
        self.address(&self.owner)
    }

    fn address(&self, login: &Login) -> Result<DatabaseAddress, DatabaseAddressError> {
        let address = DatabaseAddress::read(&login.url, self.database_ca_file.as_deref())?;
        Ok(address.with_password(login.password.as_deref()))
    }
}

impl std::fmt::Debug for Login {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Both fields may hold a password.
        formatter.debug_struct("Login").finish_non_exhaustive()
    }
}

/// The server's login and the owner's, which is the same unless another one is set.
fn logins(sources: &Sources) -> Result<(Login, Login), ConfigError> {
    let url = sources.text("database_url")?.ok_or(ConfigError::Missing {
        key: "database_url",
    })?;
    let database = Login {
        url,
        password: sources.text("database_password")?,
    };
    let owner = match sources.text("migrate_database_url")? {
        Some(url) => Login {
            url,
            password: sources.text("migrate_database_password")?,
        },
        None => database.clone(),
    };
    Ok((database, owner))
}

fn tls(sources: &Sources) -> Result<Option<Tls>, ConfigError> {
    match (sources.text("tls_cert")?, sources.text("tls_key")?) {
        (Some(certificate), Some(key)) => Ok(Some(Tls {
            certificate: certificate.into(),
            key: key.into(),
        })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(ConfigError::Missing { key: "tls_key" }),
        (None, Some(_)) => Err(ConfigError::Missing { key: "tls_cert" }),
    }
}
