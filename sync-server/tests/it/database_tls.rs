//! Connections to PostgreSQL with TLS: a real server with a certificate of a CA that the test
//! makes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use kasapro_postgres::{Cluster, Database as Urls, Options};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use sync_server::database::{
    ConnectError, Database, DatabaseAddress, DatabaseError, Durability, PoolOptions,
};
use uuid::Uuid;

use crate::program::{Serving, fails, succeeds};
use crate::support::{connect, http};

/// A CA, and a certificate for `localhost` that it signed.
struct Authority {
    ca: String,
    certificate: String,
    key: String,
}

impl Authority {
    fn named(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &issuer).unwrap();
        Self {
            ca: issuer.pem(),
            certificate: certificate.pem(),
            key: key.serialize_pem(),
        }
    }
}

/// A separate PostgreSQL for this test, with a database.
struct Postgres {
    _cluster: Cluster,
    urls: Urls,
    folder: tempfile::TempDir,
}

impl Postgres {
    fn without_tls() -> Self {
        let cluster = Options::new().without_fsync().start().unwrap();
        let urls = cluster.database().unwrap();
        Self {
            _cluster: cluster,
            urls,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Switches TLS on, with this certificate, and waits until new connections have it.
    async fn with_tls(authority: &Authority) -> Self {
        let postgres = Self::without_tls();
        let client = connect(&postgres.urls.superuser_url).await;
        for (name, pem) in [
            ("server.crt", &authority.certificate),
            ("server.key", &authority.key),
        ] {
            let lines: Vec<String> = pem.lines().map(|line| format!("('{line}')")).collect();
            let copied = format!(
                "copy (values {}) to program 'umask 077; cat > {name}'",
                lines.join(", ")
            );
            client.batch_execute(&copied).await.unwrap();
        }
        client
            .batch_execute("alter system set ssl = on")
            .await
            .unwrap();
        client
            .batch_execute("select pg_reload_conf()")
            .await
            .unwrap();
        let switched = async {
            loop {
                let fresh = connect(&postgres.urls.superuser_url).await;
                let row = fresh.query_one("show ssl", &[]).await.unwrap();
                if row.get::<_, &str>(0) == "on" {
                    return;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), switched)
            .await
            .unwrap();
        postgres
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let file = self.folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file
    }
}

/// The URL with this host. The strictest mode is explicit, because the default for this computer is
/// weaker.
fn strict(url: &str, host: &str) -> String {
    let url = url.replace("127.0.0.1", host);
    format!("{url}?sslmode=verify-full")
}

/// Opens a connection of a pool there.
async fn opened(url: &str, ca_file: &Path) -> Result<(), DatabaseError> {
    let address = DatabaseAddress::read(url, Some(ca_file))?;
    let options = PoolOptions {
        connections: 1,
        wait: Duration::from_secs(20),
    };
    let database = Database::new(address, options)?;
    let transaction = database.begin(Uuid::nil(), Durability::Soon).await?;
    transaction.rollback().await
}

#[tokio::test]
async fn a_server_that_is_who_it_should_be_is_taken_and_any_other_is_named() {
    let right = Authority::named("Toko");
    let postgres = Postgres::with_tls(&right).await;
    let ca = postgres.file("ca.pem", &right.ca);
    let other = postgres.file("other.pem", &Authority::named("Other").ca);
    let same_name = postgres.file("same.pem", &Authority::named("Toko").ca);
    let url = &postgres.urls.app_url;

    opened(&strict(url, "localhost"), &ca).await.unwrap();
    let required = strict(url, "localhost").replace("verify-full", "require");
    opened(&required, &ca).await.unwrap();
    for (url, ca) in [
        (strict(url, "localhost"), &other),
        (strict(url, "localhost"), &same_name),
        (required, &other),
    ] {
        let error = opened(&url, ca).await.unwrap_err();
        assert!(
            matches!(
                error,
                DatabaseError::Unreachable(ConnectError::UntrustedCertificate { .. })
            ),
            "{error:?}"
        );
    }
    let error = opened(&strict(url, "127.0.0.1"), &ca).await.unwrap_err();
    assert!(
        matches!(
            error,
            DatabaseError::Unreachable(ConnectError::OtherName { .. })
        ),
        "{error:?}"
    );
    let password = strict(url, "localhost").replace("kasapro_app:", "kasapro_app:no");
    let error = opened(&password, &ca).await.unwrap_err();
    assert!(
        matches!(
            error,
            DatabaseError::Unreachable(ConnectError::WrongPassword { .. })
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_server_that_cannot_encrypt_is_refused_unless_that_is_written() {
    let postgres = Postgres::without_tls();
    let ca = postgres.file("ca.pem", &Authority::named("Toko").ca);
    let url = &postgres.urls.app_url;
    // A CA alone requires encryption, even on this computer.
    for url in [strict(url, "localhost"), url.clone()] {
        let error = opened(&url, &ca).await.unwrap_err();
        assert!(
            matches!(
                error,
                DatabaseError::Unreachable(ConnectError::WithoutTls { .. })
            ),
            "{error:?}"
        );
    }
    let plain = format!("{url}?sslmode=disable");
    opened(&plain, &ca).await.unwrap();
}

#[tokio::test]
async fn every_connection_of_a_program_with_a_ca_is_encrypted() {
    let right = Authority::named("Toko");
    let postgres = Postgres::with_tls(&right).await;
    postgres.file("ca.pem", &right.ca);
    postgres.file("none.pem", "no certificate");
    let folder = postgres.folder.path();
    let (app, owner) = (
        postgres.urls.app_url.replace("127.0.0.1", "localhost"),
        postgres.urls.owner_url.replace("127.0.0.1", "localhost"),
    );
    let mut settings = vec![
        ("KASAPRO_DATABASE_URL", app.as_str()),
        ("KASAPRO_MIGRATE_DATABASE_URL", owner.as_str()),
        ("KASAPRO_DATABASE_CA_FILE", "none.pem"),
    ];
    fails(
        folder,
        &settings,
        &["serve"],
        "database_ca_file none.pem cannot be read",
    );
    settings.pop();
    settings.push(("KASAPRO_DATABASE_CA_FILE", "ca.pem"));
    succeeds(folder, &settings, &["migrate"]);
    let serving = Serving::start(folder, &settings);
    let ready = http::get(format!("http://{}/ready", serving.address)).await;
    assert!(ready.unwrap().status().is_success());

    // The connection for hints is opened in parallel with the first request.
    let client = connect(&postgres.urls.superuser_url).await;
    let question = "select count(*) filter (where ssl), count(*) filter (where not ssl), \
             count(*) filter (where query like 'listen%') \
         from pg_stat_ssl join pg_stat_activity using (pid) where usename = 'kasapro_app'";
    let all_are = async {
        loop {
            let row = client.query_one(question, &[]).await.unwrap();
            assert_eq!(row.get::<_, i64>(1), 0, "a connection is not encrypted");
            if row.get::<_, i64>(0) >= 2 {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all_are)
        .await
        .unwrap();
    assert_eq!(serving.signalled("-TERM").0, Some(0));
}
