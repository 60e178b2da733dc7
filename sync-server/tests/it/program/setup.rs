//! `setup`: from an administrator's URL to a server that answers, and its messages when it fails.

use std::path::Path;

use kasapro_postgres::{Cluster, Options};
use tempfile::TempDir;

use super::{Serving, fails, run, succeeds};
use crate::support::{connect, http};

/// A separate PostgreSQL for this test, because roles belong to all databases of a cluster.
struct Bench {
    _cluster: Cluster,
    folder: TempDir,
    /// The superuser, without a database.
    admin: String,
    port: u16,
}

impl Bench {
    fn new() -> Self {
        let cluster = Options::new().without_fsync().start().unwrap();
        let made = cluster.database().unwrap().superuser_url;
        let (admin, _database) = made.rsplit_once('/').unwrap();
        Self {
            admin: admin.to_owned(),
            port: cluster.port(),
            folder: tempfile::tempdir().unwrap(),
            _cluster: cluster,
        }
    }

    fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn settings(&self) -> Vec<(&str, &str)> {
        vec![("KASAPRO_ADMIN_URL", self.admin.as_str())]
    }

    /// `setup` for roles that no other test data has.
    fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
        let roles = ["--owner-role", "shop_owner", "--app-role", "shop_app"];
        let file = ["setup", "--config", "server.toml"];
        [&file, &roles[..], more].concat()
    }

    #[track_caller]
    fn succeeds(&self, more: &[&str]) -> String {
        succeeds(self.folder(), &self.settings(), &Self::arguments(more))
    }

    #[track_caller]
    fn fails(&self, more: &[&str], says: &str) {
        fails(
            self.folder(),
            &self.settings(),
            &Self::arguments(more),
            says,
        );
    }

    async fn change(&self, database: &str, statement: &str) {
        let client = connect(&format!("{}/{database}", self.admin)).await;
        client.batch_execute(statement).await.unwrap();
    }

    fn file(&self) -> String {
        std::fs::read_to_string(self.folder().join("server.toml")).unwrap()
    }

    /// The server starts from the file alone and is ready.
    async fn serves(&self) {
        let arguments = ["serve", "--config", "server.toml"];
        let serving = Serving::start_with(self.folder(), &[], &arguments);
        let ready = http::get(format!("http://{}/ready", serving.address)).await;
        assert!(ready.unwrap().status().is_success());
        assert_eq!(serving.signalled("-TERM").0, Some(0));
    }
}

#[tokio::test]
async fn one_command_makes_a_server_and_a_second_one_changes_nothing() {
    let bench = Bench::new();
    let said = bench.succeeds(&[]);
    for line in [
        "server.toml written",
        "role shop_owner made",
        "role shop_app made",
        "database kasapro made",
        "now: kasapro-sync-server serve --config server.toml",
    ] {
        assert!(said.contains(line), "{said}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = std::fs::metadata(bench.folder().join("server.toml")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
    let written = bench.file();
    bench.serves().await;

    let said = bench.succeeds(&[]);
    for line in [
        "server.toml was there",
        "role shop_owner was there; its password stays",
        "role shop_app was there; its password stays",
        "database kasapro was there",
        "0 migrations applied",
    ] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(bench.file(), written);
    bench.serves().await;
}

#[tokio::test]
async fn nobody_else_may_enter_the_database_and_the_server_owns_nothing() {
    let bench = Bench::new();
    bench.succeeds(&[]);
    let client = connect(&format!("{}/kasapro", bench.admin)).await;
    let row = client
        .query_one(
            "select has_database_privilege('shop_app', 'kasapro', 'connect') \
                and not has_database_privilege('shop_app', 'kasapro', 'create, temporary') \
                and not has_database_privilege('kasapro_app', 'kasapro', 'connect') \
                and not exists (select from pg_class join pg_roles r on r.oid = relowner \
                                where rolname = 'shop_app') \
                and not exists (select from pg_roles where rolname like 'shop%' \
                                and (rolsuper or rolcreatedb or rolcreaterole or rolbypassrls))",
            &[],
        )
        .await
        .unwrap();
    assert!(row.get::<_, bool>(0));
}

#[tokio::test]
async fn new_passwords_are_made_when_they_are_asked_for_and_only_then() {
    let bench = Bench::new();
    bench.succeeds(&[]);
    let before = bench.file();
    bench
        .change("postgres", "alter role shop_app password 'changed'")
        .await;
    bench.fails(&[], "run setup again with --new-passwords");
    assert_eq!(bench.file(), before);
    let said = bench.succeeds(&["--new-passwords"]);
    assert!(
        said.contains("role shop_app was there and has a new password"),
        "{said}"
    );
    assert_ne!(bench.file(), before);
    bench.serves().await;

    std::fs::remove_file(bench.folder().join("server.toml")).unwrap();
    bench.fails(&[], "its password is not in server.toml");
    bench.succeeds(&["--new-passwords"]);
    bench.serves().await;
}

/// Interrupted after the file, after a role or after the database: the next run continues.
#[tokio::test]
async fn a_setup_that_was_cut_short_is_finished_by_the_next() {
    let bench = Bench::new();
    bench.succeeds(&[]);
    let written = bench.file();
    for statements in [
        vec![
            "drop database kasapro",
            "drop role shop_app",
            "drop role shop_owner",
        ],
        vec!["drop database kasapro", "drop role shop_app"],
        vec!["drop database kasapro", "create database kasapro"],
    ] {
        for statement in statements {
            bench.change("postgres", statement).await;
        }
        bench.succeeds(&[]);
        assert_eq!(bench.file(), written);
        bench.serves().await;
    }
}

#[tokio::test]
async fn a_role_with_the_rights_to_create_is_enough() {
    let bench = Bench::new();
    let make = "create role maker login createdb createrole password 'x'";
    bench.change("postgres", make).await;
    let admin = format!("postgres://maker:x@127.0.0.1:{}/postgres", bench.port);
    let said = run(
        bench.folder(),
        &[],
        &Bench::arguments(&["--admin-url", &admin]),
    );
    assert!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    bench.serves().await;
}

#[tokio::test]
async fn what_is_in_the_way_is_named_and_nothing_is_made() {
    let bench = Bench::new();
    let at = format!("127.0.0.1:{}", bench.port);
    bench
        .change("postgres", "create role guest login password 'x'")
        .await;
    bench.change("postgres", "create database taken").await;
    bench
        .change("taken", "create table invoices (id int)")
        .await;
    let guest = format!("postgres://guest:x@{at}");
    let wrong = format!("postgres://postgres:wrong@{at}");
    let nowhere = "postgres://postgres:x@127.0.0.1:1";
    for (more, says) in [
        (
            vec!["--admin-url", nowhere],
            "nobody answers at 127.0.0.1:1",
        ),
        (
            vec!["--admin-url", &wrong],
            "does not let postgres in: check role and password",
        ),
        (
            vec!["--admin-url", &guest],
            "the role guest may not create databases and roles",
        ),
        (
            vec!["--admin-url", "localhost"],
            "is like postgres://postgres:password@localhost",
        ),
        (vec!["--database", "taken"], "holds other tables (invoices)"),
        (vec!["--database", "a b"], "a b is no name"),
        (vec!["--app-role", "shop_owner"], "both shop_owner"),
        (
            vec!["--owner-role", "guest"],
            "the role guest is there already",
        ),
        (
            vec!["--config", "no/such/folder.toml"],
            "folder.toml cannot be written",
        ),
    ] {
        let mut arguments = Bench::arguments(&[]);
        // The command line would refuse an option that is given twice.
        for pair in more.chunks(2) {
            if let Some(at) = arguments.iter().position(|argument| *argument == pair[0]) {
                arguments[at + 1] = pair[1];
            } else {
                arguments.extend(pair);
            }
        }
        fails(bench.folder(), &bench.settings(), &arguments, says);
    }
    fails(
        bench.folder(),
        &bench.settings(),
        &["setup"],
        "name the settings file",
    );
    assert!(!bench.folder().join("server.toml").exists());
    let client = connect(&format!("{}/postgres", bench.admin)).await;
    let question = "select (select count(*) from pg_roles where rolname like 'shop%') \
                         + (select count(*) from pg_database where datname = 'kasapro')";
    let row = client.query_one(question, &[]).await.unwrap();
    assert_eq!(row.get::<_, i64>(0), 0);
}

#[tokio::test]
async fn the_file_of_another_server_is_left_alone() {
    let bench = Bench::new();
    bench.succeeds(&[]);
    let written = bench.file();
    bench.fails(&["--database", "second"], "belongs to another server");
    bench.fails(
        &["--database", "second", "--new-passwords"],
        "belongs to another server",
    );
    assert_eq!(bench.file(), written);
}
