//! Starting, stopping, and leftovers.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use kasapro_postgres::{Cluster, Options};

use crate::connect;

#[tokio::test]
async fn a_committed_row_is_there_after_an_immediate_stop() {
    let cluster = Cluster::start().unwrap();
    let database = cluster.database().unwrap();
    let owner = connect(&database.owner_url).await.unwrap();
    let write = "CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)";
    owner.batch_execute(write).await.unwrap();

    cluster.stop_immediate().unwrap();
    assert!(owner.simple_query("SELECT 1").await.is_err());
    assert!(connect(&database.owner_url).await.is_err());

    cluster.start_again().unwrap();
    let owner = connect(&database.owner_url).await.unwrap();
    let row = owner.query_one("SELECT n FROM kept", &[]).await.unwrap();
    assert_eq!(row.get::<_, i32>(0), 42);
}

#[tokio::test]
async fn a_lasting_folder_keeps_its_databases_and_a_second_start_joins() {
    let parent = tempfile::Builder::new().tempdir_in("/var/tmp").unwrap();
    open_to_all(parent.path());
    let folder = parent.path().join("cluster of the demo");
    let options = Options::new().without_fsync();
    let first = options.start_in(&folder).unwrap();
    let joined = options.start_in(&folder).unwrap();
    assert_eq!(first.port(), joined.port());
    let database = first.database().unwrap();
    drop(first);
    let owner = connect(&database.owner_url).await.unwrap();
    owner.batch_execute("CREATE TABLE kept ()").await.unwrap();
    drop(joined);

    // Waits until the server is stopped, and starts it at another port.
    let again = options.start_in(&folder).unwrap();
    let name = database.owner_url.rsplit('/').next().unwrap();
    let other = again.database().unwrap().owner_url;
    let (server, _) = other.rsplit_once('/').unwrap();
    let owner = connect(&format!("{server}/{name}")).await.unwrap();
    owner.batch_execute("SELECT FROM kept").await.unwrap();
}

#[test]
fn a_dropped_cluster_leaves_no_file() {
    let cluster = Options::new().without_fsync().start().unwrap();
    let folder = cluster.folder().to_owned();
    assert!(folder.exists());
    drop(cluster);
    assert!(!folder.exists());
}

/// The other process starts a cluster, reports where, and waits to be killed.
#[test]
fn a_killed_owner_leaves_neither_server_nor_file() {
    const ROLE: &str = "KASAPRO_POSTGRES_VICTIM";
    if let Some(note) = env::var_os(ROLE) {
        let cluster = Options::new().without_fsync().start().unwrap();
        let said = format!("{}\n{}", cluster.port(), cluster.folder().display());
        // Renamed, so that it is never read half written.
        let draft = Path::new(&note).with_extension("draft");
        std::fs::write(&draft, said).unwrap();
        std::fs::rename(&draft, &note).unwrap();
        loop {
            std::thread::park();
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join("note");
    let mut victim = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "life::a_killed_owner_leaves_neither_server_nor_file",
        ])
        .env(ROLE, &note)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    until("the cluster runs", || note.exists());
    let said = std::fs::read_to_string(&note).unwrap();
    let (port, cluster) = said.split_once('\n').unwrap();
    let address = format!("127.0.0.1:{port}");
    assert!(std::net::TcpStream::connect(&address).is_ok());
    victim.kill().unwrap();
    victim.wait().unwrap();
    until("the server is stopped", || {
        std::net::TcpStream::connect(&address).is_err()
    });
    until("its files are removed", || !Path::new(cluster).exists());
}

/// Polls for at most two minutes.
fn until(what: &str, condition: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(2);
    while !condition() {
        assert!(Instant::now() < deadline, "not in time: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Lets the user who runs the server enter a folder that root created.
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}
