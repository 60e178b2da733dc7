//! The program itself: its commands, its settings and what it says about wrong ones, and how it stops.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;
use uuid::Uuid;

use crate::support::{Books, Device, Place};

/// A command with nothing in its environment but these settings.
fn command(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kasapro-sync-server"));
    command
        .args(arguments)
        .env_clear()
        .envs(settings.iter().copied())
        .current_dir(folder);
    command
}

fn run(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Output {
    command(folder, settings, arguments).output().unwrap()
}

#[track_caller]
fn succeeds(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> String {
    let output = run(folder, settings, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The command fails and says this on one line.
#[track_caller]
fn fails(folder: &Path, settings: &[(&str, &str)], arguments: &[&str], says: &str) {
    let output = run(folder, settings, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    let last = said.lines().last().unwrap_or_default();
    assert!(last.contains(says), "{last:?} does not say {says:?}");
}

/// A running `serve`; killed when a test ends early.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(folder: &Path, settings: &[(&str, &str)]) -> Self {
        let mut child = command(folder, settings, &["serve"])
            .env("KASAPRO_LISTEN", "127.0.0.1:0")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("listening") {
            line.clear();
            assert_ne!(
                log.read_line(&mut line).unwrap(),
                0,
                "it ended before it listened"
            );
        }
        let told: Value = serde_json::from_str(&line).unwrap();
        let address = told["address"].as_str().unwrap().to_owned();
        child.stderr = Some(log.into_inner());
        Self { child, address }
    }

    /// Sends a signal and returns how it ended, and what it said until then.
    fn signalled(mut self, signal: &str) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status().unwrap();
        assert!(sent.success());
        let mut said = String::new();
        let log = self.child.stderr.as_mut().unwrap();
        log.read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[tokio::test]
async fn from_an_empty_database_to_a_register_that_pushed() {
    let place = Place::empty();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let settings = [
        ("KASAPRO_DATABASE_URL", place.database.app_url.as_str()),
        (
            "KASAPRO_MIGRATE_DATABASE_URL",
            place.database.owner_url.as_str(),
        ),
    ];
    assert!(succeeds(folder, &settings, &["migrate"]).contains("migrations applied"));
    assert!(succeeds(folder, &settings, &["migrate"]).contains("0 migrations applied"));
    let made = succeeds(folder, &settings, &["org", "create", "--name", "Toko Maju"]);
    let code = made
        .lines()
        .next()
        .unwrap()
        .rsplit(' ')
        .next()
        .unwrap()
        .to_owned();
    let open = succeeds(folder, &settings, &["org", "list"]);
    assert!(open.starts_with("(not founded yet)  Toko Maju"), "{open}");

    let serving = Serving::start(folder, &settings);
    let url = format!("http://{}", serving.address);
    let mut device = Device::new(&url, Uuid::now_v7());
    device.enrol(&code, true).await;
    let books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;

    let listed = succeeds(folder, &settings, &["org", "list"]);
    assert!(listed.contains(&format!("{}  Toko Maju", device.organization_id)));
    assert!(listed.contains(&format!("register {}  Kasir 1  active", device.register_id)));
    let org = device.organization_id.to_string();
    let joining = succeeds(folder, &settings, &["register", "code", "--org", &org]);
    let joining = joining.lines().next().unwrap().rsplit(' ').next().unwrap();
    let mut second = Device::new(&url, device.organization_id);
    second.enrol(joining, false).await;

    for route in ["health", "ready"] {
        let answered = reqwest::get(format!("{url}/{route}")).await.unwrap();
        assert_eq!(answered.status(), StatusCode::OK, "{route}");
    }
    let (ended, said) = serving.signalled("-TERM");
    assert_eq!(ended, Some(0));
    assert!(
        said.lines()
            .all(|line| serde_json::from_str::<Value>(line).is_ok()),
        "{said}"
    );
    assert!(said.lines().last().unwrap().contains("stopped"), "{said}");
    for secret in [
        code.as_str(),
        joining,
        &device.ratchet,
        "abababab",
        &place.database.app_url,
    ] {
        assert!(!said.contains(secret), "the log holds {secret}");
    }
}

#[tokio::test]
async fn a_stopped_database_makes_the_server_unready_and_a_started_one_ready_again() {
    let cluster = kasapro_postgres::Options::new()
        .without_fsync()
        .start()
        .unwrap();
    let database = cluster.database().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let settings = [
        ("KASAPRO_DATABASE_URL", database.app_url.as_str()),
        ("KASAPRO_MIGRATE_DATABASE_URL", database.owner_url.as_str()),
    ];
    succeeds(folder.path(), &settings, &["migrate"]);
    let serving = Serving::start(folder.path(), &settings);
    let ready = || async {
        let url = format!("http://{}/ready", serving.address);
        reqwest::get(url).await.unwrap().status()
    };
    assert_eq!(ready().await, StatusCode::OK);
    cluster.stop_immediate().unwrap();
    assert_eq!(ready().await, StatusCode::SERVICE_UNAVAILABLE);
    let health = reqwest::get(format!("http://{}/health", serving.address));
    assert_eq!(health.await.unwrap().status(), StatusCode::OK);
    cluster.start_again().unwrap();
    let again = async {
        while ready().await != StatusCode::OK {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), again)
        .await
        .unwrap();
    let (ended, _) = serving.signalled("-INT");
    assert_eq!(ended, Some(0));
}

#[tokio::test]
async fn each_wrong_setting_is_named() {
    let place = Place::empty();
    let migrated = Place::migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let app = |place: &Place| place.database.app_url.clone();
    let (empty, good) = (app(&place), app(&migrated));
    let (owner, superuser) = (
        &migrated.database.owner_url,
        &migrated.database.superuser_url,
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let file = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).unwrap();
        name.to_owned()
    };
    let no_toml = file("no.toml", "what = = ?");
    let odd_key = file("odd.toml", "listne = \"127.0.0.1:1\"");
    let no_secret = file("no.key", "not hexadecimal");
    let no_pem = file("no.pem", "no certificate");
    let url = "KASAPRO_DATABASE_URL";
    let serve: &[&str] = &["serve"];
    fails(
        folder,
        &[],
        serve,
        "set the environment variable KASAPRO_DATABASE_URL",
    );
    fails(
        folder,
        &[(url, "what")],
        serve,
        "the database URL cannot be read",
    );
    let nowhere = "postgresql://kasapro_app:x@127.0.0.1:1/none";
    fails(
        folder,
        &[(url, nowhere)],
        serve,
        "no connection to the database",
    );
    let password = good.replace("kasapro_app:", "kasapro_app:no");
    fails(
        folder,
        &[(url, &password)],
        serve,
        "no connection to the database",
    );
    fails(
        folder,
        &[(url, &empty)],
        serve,
        "run `kasapro-sync-server migrate`",
    );
    fails(
        folder,
        &[(url, &empty)],
        &["org", "list"],
        "run `kasapro-sync-server migrate`",
    );
    fails(folder, &[(url, owner)], serve, "which owns the tables");
    fails(folder, &[(url, superuser)], serve, "superuser");
    fails(
        folder,
        &[(url, &good), ("KASAPRO_LISTEN", "here")],
        serve,
        "listen is not an address",
    );
    fails(
        folder,
        &[(url, &good), ("KASAPRO_LISTEN", &taken)],
        serve,
        "cannot listen at",
    );
    let limit = ("KASAPRO_MAX_CONNECTIONS", "0");
    fails(
        folder,
        &[(url, &good), limit],
        serve,
        "max_connections is not between 2 and 1000",
    );
    let limit = ("KASAPRO_MAX_PUSH_ENTRIES", "many");
    fails(
        folder,
        &[(url, &good), limit],
        serve,
        "max_push_entries is not a whole number",
    );
    let secret = ("KASAPRO_SECRET_FILE", no_secret.as_str());
    fails(
        folder,
        &[(url, &good), secret],
        serve,
        "is no 32 bytes in hexadecimal",
    );
    let secret = ("KASAPRO_SECRET_FILE", "/nowhere/at/all.key");
    fails(
        folder,
        &[(url, &good), secret],
        serve,
        "/nowhere/at/all.key cannot be used",
    );
    let certificate = ("KASAPRO_TLS_CERT", no_pem.as_str());
    fails(
        folder,
        &[(url, &good), certificate],
        serve,
        "tls_key is not set",
    );
    let key = ("KASAPRO_TLS_KEY", no_pem.as_str());
    fails(
        folder,
        &[(url, &good), certificate, key],
        serve,
        "TLS certificate no.pem",
    );
    let set = &[(url, good.as_str())];
    fails(
        folder,
        set,
        &["serve", "--config", "none.toml"],
        "none.toml cannot be read",
    );
    fails(
        folder,
        set,
        &["serve", "--config", &no_toml],
        "no.toml is no TOML",
    );
    fails(
        folder,
        set,
        &["serve", "--config", &odd_key],
        "listne, which is no setting",
    );
    let role = ("KASAPRO_APP_ROLE", "nobody");
    fails(
        folder,
        &[(url, owner), role],
        &["migrate"],
        "there is no role nobody",
    );
    let role = ("KASAPRO_APP_ROLE", "a; drop table x");
    fails(
        folder,
        &[(url, owner), role],
        &["migrate"],
        "is no name of a role",
    );
    let owned = &[(url, owner.as_str())];
    fails(
        folder,
        owned,
        &["org", "create", "--name", " "],
        "the name: the name is empty",
    );
    let nobody = Uuid::now_v7().to_string();
    let joining: &[&str] = &["register", "code", "--org", &nobody];
    fails(folder, owned, joining, "there is no organization");
    migrated
        .change("insert into refinery_schema_history values (999, 'later', now()::text, '1')")
        .await;
    fails(
        folder,
        &[(url, &good)],
        serve,
        "run a newer kasapro-sync-server",
    );
}

#[tokio::test]
async fn settings_come_from_a_file_and_the_environment_wins() {
    let place = Place::migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "database_url = \"{}\"\nlisten = \"nowhere\"\nmax_connections = 4\n",
        place.database.app_url
    );
    std::fs::write(folder.path().join("server.toml"), text).unwrap();
    fails(
        folder.path(),
        &[],
        &["serve", "--config", "server.toml"],
        "listen is not an address",
    );
    let mut child = command(
        folder.path(),
        &[("KASAPRO_LISTEN", "127.0.0.1:0")],
        &["serve", "--config", "server.toml"],
    )
    .stderr(Stdio::piped())
    .spawn()
    .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    log.read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.contains("listening"), "{line}");
    let secret = std::fs::metadata(folder.path().join("kasapro-server.key")).unwrap();
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&secret.permissions()) & 0o777,
        0o600
    );
    assert_eq!(secret.len(), 65);
}
