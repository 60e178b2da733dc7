//! Why the server cannot connect to PostgreSQL. The messages say what to do.

use std::error::Error as StdError;

use deadpool_postgres::PoolError;
use rustls::CertificateError;
use tokio_postgres::Config;
use tokio_postgres::config::Host;
use tokio_postgres::error::SqlState;

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The host does not answer, or not in time.
    #[error(
        "nobody answers at {at}: is PostgreSQL running there, and may this computer reach it? ({reason})"
    )]
    Unreachable {
        /// The host.
        at: String,
        /// The error of the operating system.
        reason: String,
    },
    /// PostgreSQL does not let the role log in.
    #[error("PostgreSQL at {at} does not let {role} in: check role and password ({reason})")]
    WrongPassword {
        /// The host.
        at: String,
        role: String,
        /// The error of PostgreSQL.
        reason: String,
    },
    /// The database does not exist.
    #[error("PostgreSQL at {at} has no database {name}: `kasapro-sync-server setup` makes it")]
    NoDatabase {
        /// The host.
        at: String,
        /// The database.
        name: String,
    },
    /// The connection must be encrypted, and the server does not support TLS.
    #[error(
        "PostgreSQL at {at} does not speak TLS: switch it on there (ssl = on), or write sslmode=disable where the network is trusted"
    )]
    WithoutTls {
        /// The host.
        at: String,
    },
    /// The certificate is not signed by a trusted authority.
    #[error(
        "the certificate of PostgreSQL at {at} is signed by nobody whom this computer believes: set database_ca_file to the certificate of its CA"
    )]
    UntrustedCertificate {
        /// The host.
        at: String,
    },
    /// The certificate is for another host.
    #[error(
        "the certificate of PostgreSQL at {at} is for another name: connect by the name that it holds"
    )]
    OtherName {
        /// The host.
        at: String,
    },
    /// The certificate is out of date, or TLS fails in another way.
    #[error("no TLS with PostgreSQL at {at}: {reason}")]
    Tls {
        /// The host.
        at: String,
        /// What was wrong.
        reason: String,
    },
    /// All connections are in use.
    #[error("all connections to the database are busy")]
    Busy,
    /// PostgreSQL refuses for another reason.
    #[error("PostgreSQL at {at} takes no connection: {reason}")]
    Refused {
        /// The host.
        at: String,
        /// The error of PostgreSQL.
        reason: String,
    },
}

impl ConnectError {
    pub(super) fn of_pool(error: PoolError, config: &Config) -> Self {
        match error {
            PoolError::Backend(error) => Self::of(error, config),
            PoolError::Timeout(_) => Self::Busy,
            PoolError::Closed | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => {
                Self::Refused {
                    at: place(config),
                    reason: error.to_string(),
                }
            }
        }
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "it is the argument of map_err, and nobody else needs it"
    )]
    pub(super) fn of(error: tokio_postgres::Error, config: &Config) -> Self {
        let at = place(config);
        let reason = innermost(&error);
        match error.code() {
            Some(code) => Self::said(code, at, reason, config),
            None => match certificate_error(&error) {
                // The second case is a CA of the same name with another key.
                Some(CertificateError::UnknownIssuer | CertificateError::BadSignature) => {
                    Self::UntrustedCertificate { at }
                }
                Some(
                    CertificateError::NotValidForName
                    | CertificateError::NotValidForNameContext { .. },
                ) => Self::OtherName { at },
                Some(_) => Self::Tls { at, reason },
                None if reason == "server does not support TLS" => Self::WithoutTls { at },
                None if reason == "password missing" => Self::WrongPassword {
                    at,
                    role: role(config),
                    reason,
                },
                None if error.to_string().contains("TLS") => Self::Tls { at, reason },
                None => Self::Unreachable { at, reason },
            },
        }
    }

    /// The error that PostgreSQL itself reported.
    fn said(code: &SqlState, at: String, reason: String, config: &Config) -> Self {
        if *code == SqlState::INVALID_PASSWORD
            || *code == SqlState::INVALID_AUTHORIZATION_SPECIFICATION
        {
            Self::WrongPassword {
                at,
                role: role(config),
                reason,
            }
        } else if *code == SqlState::INVALID_CATALOG_NAME {
            let name = config
                .get_dbname()
                .map_or_else(|| role(config), str::to_owned);
            Self::NoDatabase { at, name }
        } else {
            Self::Refused { at, reason }
        }
    }
}

fn role(config: &Config) -> String {
    config.get_user().unwrap_or("the role").to_owned()
}

/// The hosts with their ports.
fn place(config: &Config) -> String {
    let ports = config.get_ports();
    let port = |index: usize| {
        let port = ports.get(index).or_else(|| ports.first());
        port.copied().unwrap_or(5432)
    };
    let hosts = config.get_hosts().iter().enumerate();
    let hosts = hosts.map(|(index, host)| match host {
        Host::Tcp(name) => format!("{name}:{}", port(index)),
        #[cfg(unix)]
        Host::Unix(folder) => folder.display().to_string(),
    });
    hosts.collect::<Vec<_>>().join(", ")
}

fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| (**error).source())
}

/// The last cause: tokio-postgres itself names only the step that failed.
fn innermost(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => causes(error)
            .last()
            .map_or_else(String::new, ToString::to_string),
    }
}

/// What is wrong with the certificate; rustls hides it in an error of the connection.
fn certificate_error(error: &tokio_postgres::Error) -> Option<&CertificateError> {
    causes(error).find_map(|cause| {
        let inner = cause.downcast_ref::<std::io::Error>()?.get_ref()?;
        let tls = inner.downcast_ref::<rustls::Error>()?;
        if let rustls::Error::InvalidCertificate(wrong) = tls {
            Some(wrong)
        } else {
            None
        }
    })
}
