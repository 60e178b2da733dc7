//! Listening, with TLS or without, until the server is stopped.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::TokioTimer;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::config::{Limits, Tls};

/// How long requests may take to end after the server is stopped.
const FAREWELL: Duration = Duration::from_secs(10);

/// A server that listens.
pub struct Server {
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    header_read: Duration,
    handle: Handle<SocketAddr>,
}

impl Server {
    /// Takes the address. Requests are not answered yet.
    pub fn bind(
        address: SocketAddr,
        tls: Option<&Tls>,
        limits: &Limits,
    ) -> Result<Self, ServeError> {
        let bind = |error| ServeError::Bind { address, error };
        let listener = TcpListener::bind(address).map_err(bind)?;
        listener.set_nonblocking(true).map_err(bind)?;
        Ok(Self {
            listener,
            tls: tls.map(load).transpose()?,
            header_read: limits.header_read,
            handle: Handle::new(),
        })
    }

    /// The address that the server listens at, with the port if the system chose it.
    pub fn address(&self) -> Result<SocketAddr, ServeError> {
        self.listener.local_addr().map_err(ServeError::Serve)
    }

    /// A function that stops the server: requests that have begun end first.
    pub fn stopper(&self) -> impl FnOnce() + Send + use<> {
        let handle = self.handle.clone();
        move || handle.graceful_shutdown(Some(FAREWELL))
    }

    /// Serves until it is stopped.
    pub async fn serve(self, router: Router) -> Result<(), ServeError> {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let plain = axum_server::from_tcp(self.listener).map_err(ServeError::Serve)?;
        let mut plain = plain.handle(self.handle).http1_only();
        plain
            .http_builder()
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(self.header_read);
        let served = match self.tls {
            Some(tls) => {
                let secured = |acceptor| RustlsAcceptor::new(tls).acceptor(acceptor);
                plain.map(secured).serve(service).await
            }
            None => plain.serve(service).await,
        };
        served.map_err(ServeError::Serve)
    }
}

/// Reads certificate and key; TLS 1.2 and 1.3 only.
fn load(tls: &Tls) -> Result<RustlsConfig, ServeError> {
    let certificate = |error| ServeError::Certificate {
        file: tls.certificate.clone(),
        error,
    };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&tls.certificate)
        .and_then(Iterator::collect)
        .map_err(certificate)?;
    if chain.is_empty() {
        return Err(certificate(rustls::pki_types::pem::Error::NoItemsFound));
    }
    let key = PrivateKeyDer::from_pem_file(&tls.key).map_err(|error| ServeError::Key {
        file: tls.key.clone(),
        error,
    })?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key))
        .map_err(ServeError::Pair)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}

/// Why the server cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is in use, belongs to another computer, or is not allowed.
    #[error("cannot listen at {address}: {error}")]
    Bind {
        address: SocketAddr,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// The file of the certificate cannot be read.
    #[error("the TLS certificate {} cannot be read: {error}", file.display())]
    Certificate {
        file: PathBuf,
        /// Why it cannot be read.
        #[source]
        error: rustls::pki_types::pem::Error,
    },
    /// The file of the key cannot be read.
    #[error("the TLS key {} cannot be read: {error}", file.display())]
    Key {
        file: PathBuf,
        /// Why it cannot be read.
        #[source]
        error: rustls::pki_types::pem::Error,
    },
    /// Certificate and key do not match, or are of an unsupported kind.
    #[error("the TLS certificate and key cannot be used together: {0}")]
    Pair(#[source] rustls::Error),
    /// Listening failed.
    #[error("the server stopped listening: {0}")]
    Serve(#[source] io::Error),
}
