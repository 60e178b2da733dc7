//! From an empty database to a running server, and its end.

use std::time::{Duration, Instant};

use protocol::{RequestParts, path};
use reqwest::StatusCode;
use serde_json::Value;
use uuid::Uuid;

use super::{Serving, succeeds};
use crate::support::{Books, Device, TestDatabase, http};

#[tokio::test]
async fn from_an_empty_database_to_a_register_that_pushed() {
    let database = TestDatabase::empty();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let settings = [
        ("KASAPRO_DATABASE_URL", database.urls.app_url.as_str()),
        (
            "KASAPRO_MIGRATE_DATABASE_URL",
            database.urls.owner_url.as_str(),
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
        let answered = http::get(format!("{url}/{route}")).await.unwrap();
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
        &database.urls.app_url,
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
        http::get(url).await.unwrap().status()
    };
    assert_eq!(ready().await, StatusCode::OK);
    cluster.stop_immediate().unwrap();
    assert_eq!(ready().await, StatusCode::SERVICE_UNAVAILABLE);
    let health = http::get(format!("http://{}/health", serving.address));
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

/// The database takes the connection and never answers: the start hangs.
#[tokio::test]
async fn a_server_that_is_told_to_stop_while_it_starts_ends_in_an_orderly_way() {
    let database = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "postgres://kasapro@{}/kasapro",
        database.local_addr().unwrap()
    );
    for signal in ["-TERM", "-INT"] {
        let folder = tempfile::tempdir().unwrap();
        let settings = [("KASAPRO_DATABASE_URL", url.as_str())];
        let serving = Serving::spawn(folder.path(), &settings, &["serve"]);
        let _connection = database.accept().await.unwrap();
        let ended = tokio::task::spawn_blocking(move || serving.signalled(signal));
        let (code, said) = ended.await.unwrap();
        assert_eq!(code, Some(0), "{said}");
        assert!(said.lines().last().unwrap().contains("stopped"), "{said}");
    }
}

/// Whether the process has a handler for SIGTERM.
#[cfg(target_os = "linux")]
fn hears_signals(pid: u32) -> bool {
    const TERMINATE: u64 = 1 << 14;
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    u64::from_str_radix(caught.unwrap().trim(), 16).unwrap() & TERMINATE != 0
}

/// The settings file is an empty pipe, so the program waits for its content.
#[cfg(target_os = "linux")]
#[test]
fn a_server_hears_signals_before_it_reads_its_settings() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("server.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let arguments = ["serve", "--config", "server.toml"];
    let serving = Serving::spawn(folder.path(), &[], &arguments);
    // Opening the pipe waits for a reader.
    let _written = std::fs::File::create(&pipe).unwrap();
    assert!(hears_signals(serving.id()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_that_is_told_to_stop_in_its_first_moments_ends_in_an_orderly_way() {
    let database = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgres://x@{}/x", database.local_addr().unwrap());
    let settings = [("KASAPRO_DATABASE_URL", url.as_str())];
    let folder = tempfile::tempdir().unwrap();
    for turn in 0..40 {
        let serving = Serving::spawn(folder.path(), &settings, &["serve"]);
        while !hears_signals(serving.id()) {
            std::hint::spin_loop();
        }
        let (ended, said) = serving.signalled("-TERM");
        assert_eq!(ended, Some(0), "turn {turn}: {said}");
    }
}

#[tokio::test]
async fn an_open_stream_of_hints_ends_when_the_server_is_told_to_stop() {
    let database = TestDatabase::migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = [("KASAPRO_DATABASE_URL", database.urls.app_url.as_str())];
    let owner = [("KASAPRO_DATABASE_URL", database.urls.owner_url.as_str())];
    let made = succeeds(folder.path(), &owner, &["org", "create", "--name", "Toko"]);
    let code = made.lines().next().unwrap().rsplit(' ').next().unwrap();
    let serving = Serving::start(folder.path(), &settings);
    let mut device = Device::new(&format!("http://{}", serving.address), Uuid::now_v7());
    device.enrol(code, true).await;
    let parts = RequestParts {
        method: "GET",
        target: path::EVENTS,
        body: &[],
    };
    let proof = device.proof(device.organization_id, parts);
    let mut request = device.http.get(format!("{}{}", device.url, path::EVENTS));
    for (name, value) in proof.headers() {
        request = request.header(name, value);
    }
    let stream = request.send().await.unwrap();
    assert_eq!(stream.status(), StatusCode::OK);
    let begun = Instant::now();
    let ended = tokio::task::spawn_blocking(|| serving.signalled("-TERM"));
    stream.bytes().await.unwrap();
    assert_eq!(ended.await.unwrap().0, Some(0));
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
}
