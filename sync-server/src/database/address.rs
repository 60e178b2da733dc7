//! The address of PostgreSQL, and how the connection is secured.

use std::net::IpAddr;
use std::path::Path;

use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Client, Config, Connection, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address_error::DatabaseAddressError;
use super::connect_error::ConnectError;
use super::tls;

/// A connection's bytes under TLS.
pub(super) type EncryptedStream = <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream;

/// Host, role and database, and whether the connection is encrypted.
///
/// A connection that leaves this computer is encrypted, and the server's certificate must match its
/// name. Encryption without that check would not stop a machine in the middle.
#[derive(Clone)]
pub struct DatabaseAddress {
    config: Config,
    tls: MakeRustlsConnect,
}

impl DatabaseAddress {
    /// Reads a URL. `ca_file` holds the certificates that are trusted instead of the system's.
    pub fn read(url: &str, ca_file: Option<&Path>) -> Result<Self, DatabaseAddressError> {
        let (url, written) = without_ssl_mode(url);
        let mut config: Config = url.parse().map_err(DatabaseAddressError::Url)?;
        let mode = written.as_deref();
        let encrypted = is_encrypted(mode, ca_file.is_some(), &config)?;
        let tls = if encrypted {
            config.ssl_mode(SslMode::Require);
            tls::verifying(ca_file)?
        } else {
            config.ssl_mode(SslMode::Disable);
            tls::unused()?
        };
        Ok(Self { config, tls })
    }

    /// Uses this password if the URL has none.
    #[must_use]
    pub fn with_password(mut self, password: Option<&str>) -> Self {
        if let Some(password) = password.filter(|_| self.config.get_password().is_none()) {
            self.config.password(password);
        }
        self
    }

    /// Sends TCP keepalives after this much silence.
    #[must_use]
    pub fn with_keepalives(mut self, silence: std::time::Duration) -> Self {
        self.config.keepalives_idle(silence);
        self
    }

    /// The configuration for tokio-postgres.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    pub(super) const fn config_mut(&mut self) -> &mut Config {
        &mut self.config
    }

    pub(super) fn tls(&self) -> MakeRustlsConnect {
        self.tls.clone()
    }

    /// One connection, which the caller drives.
    pub async fn connect(
        &self,
    ) -> Result<(Client, Connection<Socket, EncryptedStream>), ConnectError> {
        let connected = self.config.connect(self.tls()).await;
        connected.map_err(|error| ConnectError::of(error, &self.config))
    }
}

/// Takes `sslmode` out of a URL or of a list of `key=value`. This module decides which modes are
/// allowed.
fn without_ssl_mode(url: &str) -> (String, Option<String>) {
    // A password may hold a question mark, but it is always before the last `@`.
    let host = url.rfind('@').unwrap_or(0);
    let (front, rest) = url.split_at(host);
    let (rest, parameters, glue) = match rest.split_once('?') {
        Some((rest, parameters)) => (format!("{rest}?"), parameters, '&'),
        None if url.contains("://") => return (url.to_owned(), None),
        None => (String::new(), rest, ' '),
    };
    let (modes, others): (Vec<&str>, Vec<&str>) = parameters
        .split(glue)
        .partition(|parameter| parameter.starts_with("sslmode="));
    let mode = modes.last().and_then(|mode| mode.split_once('='));
    let others = others.join(&glue.to_string());
    let mode = mode.map(|(_, mode)| mode.to_owned());
    (format!("{front}{rest}{others}"), mode)
}

/// Whether the connection is encrypted. By default it is, except to this computer.
fn is_encrypted(
    written: Option<&str>,
    has_ca: bool,
    config: &Config,
) -> Result<bool, DatabaseAddressError> {
    let is_socket = |host: &Host| !matches!(host, Host::Tcp(_));
    let only_sockets = !config.get_hosts().is_empty() && config.get_hosts().iter().all(is_socket);
    match written {
        // A Unix socket never leaves this computer.
        Some("verify-full" | "require") => Ok(!only_sockets),
        Some("disable") => Ok(false),
        Some(mode) => Err(DatabaseAddressError::WeakMode {
            mode: mode.to_owned(),
        }),
        None => Ok(!only_sockets && (has_ca || !stays_here(config))),
    }
}

/// Whether every host is this computer.
fn stays_here(config: &Config) -> bool {
    let is_here = |host: &Host| match host {
        Host::Tcp(name) => {
            let address = name.parse::<IpAddr>();
            name == "localhost" || address.is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(is_here) && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

#[cfg(test)]
mod tests {
    use tokio_postgres::config::SslMode;

    use super::{DatabaseAddress, DatabaseAddressError, without_ssl_mode};

    /// Whether the connection is encrypted; `None` when the address is refused.
    fn encrypted(url: &str) -> Option<bool> {
        match DatabaseAddress::read(url, None) {
            Ok(address) => Some(address.config().get_ssl_mode() == SslMode::Require),
            Err(DatabaseAddressError::WeakMode { .. }) => None,
            Err(error) => panic!("{url}: {error}"),
        }
    }

    #[test]
    fn what_leaves_this_computer_is_encrypted_unless_it_says_otherwise() {
        for (url, expected) in [
            ("postgres://kasapro:x@localhost/kasapro", Some(false)),
            ("postgres://kasapro:x@127.0.0.1:5433/kasapro", Some(false)),
            ("postgres://kasapro:x@[::1]/kasapro", Some(false)),
            ("postgres:///kasapro?host=/run/postgresql", Some(false)),
            ("host=/run/postgresql sslmode=require", Some(false)),
            ("postgres://kasapro:x@10.0.0.1/kasapro", Some(true)),
            ("postgres://kasapro:x@db.example/kasapro", Some(true)),
            (
                "postgres://kasapro:x@localhost,db.example/kasapro",
                Some(true),
            ),
            ("host=localhost hostaddr=10.0.0.1", Some(true)),
            (
                "postgres://x@localhost/kasapro?sslmode=verify-full",
                Some(true),
            ),
            (
                "postgres://x@db.example/kasapro?sslmode=require",
                Some(true),
            ),
            (
                "postgres://x@db.example/kasapro?sslmode=disable",
                Some(false),
            ),
            ("host=db.example user=x sslmode=disable", Some(false)),
            ("postgres://x@db.example/kasapro?sslmode=prefer", None),
            ("postgres://x@localhost/kasapro?sslmode=allow", None),
            ("host=db.example sslmode=verify-ca", None),
        ] {
            assert_eq!(encrypted(url), expected, "{url}");
        }
    }

    #[test]
    fn the_mode_is_taken_out_of_parameters_only() {
        for (url, rest, mode) in [
            (
                "postgres://a:?sslmode=x@h/d",
                "postgres://a:?sslmode=x@h/d",
                None,
            ),
            (
                "postgres://a@h/d?sslmode=verify-full&connect_timeout=3",
                "postgres://a@h/d?connect_timeout=3",
                Some("verify-full"),
            ),
            (
                "host=h sslmode=disable user=a",
                "host=h user=a",
                Some("disable"),
            ),
        ] {
            let mode = mode.map(str::to_owned);
            assert_eq!(without_ssl_mode(url), (rest.to_owned(), mode), "{url}");
        }
    }
}
