//! TLS that the server speaks itself.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::version::{TLS12, TLS13};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion,
};

use super::Serving;
use crate::support::{TestDatabase, http};

/// Makes a certificate for `localhost` with its key; false if openssl is not installed.
fn make_certificate(folder: &Path) -> bool {
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
        ])
        .args([
            "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2",
        ])
        .args([
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
        ])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .current_dir(folder)
        .output();
    made.is_ok_and(|output| output.status.success())
}

/// The server's answer to `GET /health` over this version of TLS.
fn health(address: &str, certificate: &Path, version: &'static SupportedProtocolVersion) -> String {
    let mut roots = RootCertStore::empty();
    let certificate = CertificateDer::from_pem_file(certificate).unwrap();
    roots.add(certificate).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[version])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(client, TcpStream::connect(address).unwrap());
    stream
        .write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    // The server closes the connection after its answer.
    stream.read_to_string(&mut answer).ok();
    answer
}

#[tokio::test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
async fn the_server_speaks_tls_1_2_and_1_3_and_nothing_plain() {
    let database = TestDatabase::migrated().await;
    let folder = tempfile::tempdir().unwrap();
    if !make_certificate(folder.path()) {
        eprintln!("skipped: there is no openssl to make a certificate with");
        return;
    }
    let settings = [
        ("KASAPRO_DATABASE_URL", database.urls.app_url.as_str()),
        ("KASAPRO_TLS_CERT", "cert.pem"),
        ("KASAPRO_TLS_KEY", "key.pem"),
    ];
    let serving = Serving::start(folder.path(), &settings);
    let certificate = folder.path().join("cert.pem");
    for version in [&TLS12, &TLS13] {
        let answer = health(&serving.address, &certificate, version);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let plain = http::get(format!("http://{}/health", serving.address)).await;
    assert!(plain.is_err());
    assert_eq!(serving.signalled("-TERM").0, Some(0));
}
