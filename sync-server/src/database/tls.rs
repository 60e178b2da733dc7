//! TLS to PostgreSQL: with the same library as the server's own, and always with a check of the
//! certificate.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address_error::DatabaseAddressError;

/// Trusts the certificates of the file, or those of the system.
pub(super) fn verifying(ca_file: Option<&Path>) -> Result<MakeRustlsConnect, DatabaseAddressError> {
    connector(match ca_file {
        Some(file) => from_file(file)?,
        None => of_system()?,
    })
}

/// For a connection that is not encrypted: it trusts no certificate.
pub(super) fn unused() -> Result<MakeRustlsConnect, DatabaseAddressError> {
    connector(RootCertStore::empty())
}

fn connector(roots: RootCertStore) -> Result<MakeRustlsConnect, DatabaseAddressError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(DatabaseAddressError::Tls)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    // PostgreSQL asks for it where TLS is spoken from the first byte (`sslnegotiation=direct`).
    config.alpn_protocols = vec![b"postgresql".to_vec()];
    Ok(MakeRustlsConnect::new(config))
}

fn from_file(file: &Path) -> Result<RootCertStore, DatabaseAddressError> {
    let unreadable = |error| DatabaseAddressError::CaFile {
        file: file.to_owned(),
        error,
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(unreadable)? {
        let added = roots.add(certificate.map_err(unreadable)?);
        added.map_err(|error| DatabaseAddressError::CaCertificate {
            file: file.to_owned(),
            error,
        })?;
    }
    if roots.is_empty() {
        return Err(unreadable(rustls::pki_types::pem::Error::NoItemsFound));
    }
    Ok(roots)
}

/// The system's trusted certificates. One that this program cannot read is left out.
fn of_system() -> Result<RootCertStore, DatabaseAddressError> {
    let mut roots = RootCertStore::empty();
    let listed = rustls_native_certs::load_native_certs();
    let (added, _unreadable) = roots.add_parsable_certificates(listed.certs);
    if added == 0 {
        return Err(DatabaseAddressError::NoRoots);
    }
    Ok(roots)
}
