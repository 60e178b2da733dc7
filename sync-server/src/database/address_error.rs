//! Why an address of PostgreSQL cannot be used.

use std::path::PathBuf;

/// Why an address of PostgreSQL cannot be used. No message holds the URL: it may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseAddressError {
    /// The URL cannot be read.
    #[error("the database URL cannot be read: it is like postgres://role:password@host:5432/name")]
    Url(#[source] tokio_postgres::Error),
    /// A mode that may be unencrypted, or that does not check the server's certificate.
    #[error(
        "sslmode={mode} does not check whom the server talks to: write verify-full (database_ca_file names your own CA), or disable where the network is trusted"
    )]
    WeakMode {
        /// What was written.
        mode: String,
    },
    /// The file with the certificates cannot be read.
    #[error("database_ca_file {} cannot be read: {error}; it holds certificates in PEM", file.display())]
    CaFile {
        file: PathBuf,
        /// Why it cannot be read.
        #[source]
        error: rustls::pki_types::pem::Error,
    },
    /// A certificate in the file cannot be used as a trust anchor.
    #[error("a certificate of database_ca_file {} cannot be used: {error}", file.display())]
    CaCertificate {
        file: PathBuf,
        /// Why it cannot be used.
        #[source]
        error: rustls::Error,
    },
    /// This computer has no trusted certificates.
    #[error(
        "this computer has no certificates to believe: install the package ca-certificates, or set database_ca_file"
    )]
    NoRoots,
    /// TLS cannot be prepared.
    #[error("TLS cannot be prepared: {0}")]
    Tls(#[source] rustls::Error),
}
