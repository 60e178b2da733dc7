//! Settings: from the environment, and below it from a TOML file.
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
pub use settings::help;
use sources::Sources;

/// Every setting of the server.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database as the server.
    pub database_url: String,
    /// The database as its owner: for commands that change the schema or found organizations.
    pub migrate_database_url: Option<String>,
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

/// The files for TLS, both PEM.
#[derive(Debug, Clone)]
pub struct Tls {
    /// The certificate chain.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

impl Config {
    /// Reads the environment and, where there is one, the file.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let sources = Sources::open(file)?;
        Self::from_sources(&sources, file)
    }

    fn from_sources(sources: &Sources, file: Option<&Path>) -> Result<Self, ConfigError> {
        let database_url = sources.text("database_url")?.ok_or(ConfigError::Missing {
            key: "database_url",
        })?;
        // Beside the settings file, so that a server can be moved with its folder.
        let secret_default = || {
            let folder = file.and_then(Path::parent).unwrap_or(Path::new("."));
            folder.join("kasapro-server.key")
        };
        Ok(Self {
            database_url,
            migrate_database_url: sources.text("migrate_database_url")?,
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

    /// The URL for commands that change the schema or found organizations.
    pub fn owner_url(&self) -> &str {
        self.migrate_database_url
            .as_deref()
            .unwrap_or(&self.database_url)
    }
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
