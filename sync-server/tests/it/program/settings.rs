//! The messages for wrong settings.

use tempfile::TempDir;
use uuid::Uuid;

use super::{Serving, fails};
use crate::support::{TestDatabase, TestServer};

const URL: &str = "KASAPRO_DATABASE_URL";

/// A folder to start the program in, and a database that is set up correctly.
struct Bench {
    folder: TempDir,
    database: TestDatabase,
}

impl Bench {
    async fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            database: TestDatabase::migrated().await,
        }
    }

    /// Writes a file and returns its name.
    fn file(&self, name: &'static str, text: &str) -> &'static str {
        std::fs::write(self.folder.path().join(name), text).unwrap();
        name
    }

    /// Checks that `serve` with these settings fails with this message.
    #[track_caller]
    fn serve(&self, settings: &[(&str, &str)], says: &str) {
        self.fails(settings, &["serve"], says);
    }

    /// `serve` with these settings besides the right database and any free port.
    #[track_caller]
    fn serve_with(&self, settings: &[(&str, &str)], says: &str) {
        let right = [
            (URL, self.database.urls.app_url.as_str()),
            ("KASAPRO_LISTEN", "127.0.0.1:0"),
        ];
        self.serve(&[&right, settings].concat(), says);
    }

    #[track_caller]
    fn fails(&self, settings: &[(&str, &str)], arguments: &[&str], says: &str) {
        fails(self.folder.path(), settings, arguments, says);
    }
}

#[tokio::test]
async fn a_wrong_database_is_named() {
    let bench = Bench::new().await;
    let empty = TestDatabase::empty();
    let database = &bench.database.urls;
    let to_migrate = "run `kasapro-sync-server migrate`";
    bench.serve(&[], "set the environment variable KASAPRO_DATABASE_URL");
    bench.serve(&[(URL, "what")], "the database URL cannot be read");
    let nowhere = "postgresql://kasapro_app:x@127.0.0.1:1/none";
    bench.serve(&[(URL, nowhere)], "no connection to the database");
    let password = database.app_url.replace("kasapro_app:", "kasapro_app:no");
    bench.serve(&[(URL, &password)], "no connection to the database");
    bench.serve(&[(URL, &empty.urls.app_url)], to_migrate);
    let list = &["org", "list"];
    bench.fails(&[(URL, &empty.urls.app_url)], list, to_migrate);
    bench.serve(&[(URL, &database.owner_url)], "which owns the tables");
    bench.serve(&[(URL, &database.superuser_url)], "superuser");
    bench
        .database
        .change(
            "insert into refinery_schema_history values (999, 'later_needs_999', now()::text, '1')",
        )
        .await;
    bench.serve_with(&[], "run a newer kasapro-sync-server");
}

#[tokio::test]
async fn a_wrong_address_and_wrong_limits_are_named() {
    let bench = Bench::new().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken
        .local_addr()
        .map(|address| (address.to_string(), taken));
    let (taken, _listener) = taken.unwrap();
    bench.serve_with(&[("KASAPRO_LISTEN", "here")], "listen is not an address");
    bench.serve_with(&[("KASAPRO_LISTEN", &taken)], "cannot listen at");
    let limit = ("KASAPRO_MAX_CONNECTIONS", "0");
    bench.serve_with(&[limit], "max_connections is not between 2 and 1000");
    let limit = ("KASAPRO_MAX_PUSH_ENTRIES", "many");
    bench.serve_with(&[limit], "max_push_entries is not a whole number");
}

#[tokio::test]
async fn a_wrong_file_is_named() {
    let bench = Bench::new().await;
    let secret = bench.file("no.key", "not hexadecimal");
    let digits = "is not 32 bytes in hexadecimal";
    bench.serve_with(&[("KASAPRO_SECRET_FILE", secret)], digits);
    let nowhere = "nowhere/at/all.key";
    let unusable = "nowhere/at/all.key cannot be used";
    bench.serve_with(&[("KASAPRO_SECRET_FILE", nowhere)], unusable);
    let pem = bench.file("no.pem", "no certificate");
    let certificate = ("KASAPRO_TLS_CERT", pem);
    bench.serve_with(&[certificate], "tls_key is not set");
    let key = ("KASAPRO_TLS_KEY", pem);
    bench.serve_with(&[certificate, key], "TLS certificate no.pem");
    for (name, text, says) in [
        ("no.toml", "what = = 'secret'", "no.toml is not TOML"),
        (
            "odd.toml",
            "listne = '127.0.0.1:1'",
            "listne, which is not a setting",
        ),
    ] {
        bench.file(name, text);
        bench.fails(&[], &["serve", "--config", name], says);
    }
    let absent = "none.toml cannot be read";
    bench.fails(&[], &["serve", "--config", "none.toml"], absent);
}

#[tokio::test]
async fn a_wrong_argument_is_named() {
    let bench = Bench::new().await;
    let owner = (URL, bench.database.urls.owner_url.as_str());
    let role = ("KASAPRO_APP_ROLE", "nobody");
    bench.fails(&[owner, role], &["migrate"], "there is no role nobody");
    let role = ("KASAPRO_APP_ROLE", "a; drop table x");
    bench.fails(&[owner, role], &["migrate"], "is not the name of a role");
    let blank = &["org", "create", "--name", " "];
    bench.fails(&[owner], blank, "the name: the name is empty");
    let nobody = Uuid::now_v7().to_string();
    let joining = &["register", "code", "--org", &nobody];
    bench.fails(&[owner], joining, "there is no organization");
}

#[tokio::test]
async fn settings_come_from_a_file_and_the_environment_wins() {
    let database = TestDatabase::migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "database_url = \"{}\"\nlisten = \"nowhere\"\nmax_connections = 4\n",
        database.urls.app_url
    );
    let file = folder.path().join("server.toml");
    std::fs::write(&file, text).unwrap();
    let arguments = ["serve", "--config", "server.toml"];
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let rights = |mode| std::fs::set_permissions(&file, PermissionsExt::from_mode(mode));
        rights(0o644).unwrap();
        fails(
            folder.path(),
            &[],
            &arguments,
            "everybody may read it: `chmod 600",
        );
        rights(0o640).unwrap();
    }
    let address = "listen is not an address";
    fails(folder.path(), &[], &arguments, address);
    drop(Serving::start_with(folder.path(), &[], &arguments));
    let secret = std::fs::metadata(folder.path().join("kasapro-server.key")).unwrap();
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&secret.permissions()) & 0o777,
        0o600
    );
    assert_eq!(secret.len(), 65);
}

#[tokio::test]
async fn a_password_may_stand_in_a_file_of_its_own() {
    let bench = Bench::new().await;
    let url = &bench.database.urls.app_url;
    let (_, rest) = url.split_once("://").unwrap();
    let (person, place) = rest.split_once('@').unwrap();
    let (role, password) = person.split_once(':').unwrap();
    let bare = format!("postgres://{role}@{place}");
    bench.file("password", &format!("{password}\n"));
    bench.file("url", url);
    let (file, named) = (
        "KASAPRO_DATABASE_PASSWORD_FILE",
        "KASAPRO_DATABASE_URL_FILE",
    );
    for settings in [
        vec![(URL, bare.as_str()), (file, "password")],
        vec![
            (URL, bare.as_str()),
            ("KASAPRO_DATABASE_PASSWORD", password),
        ],
        vec![(named, "url")],
    ] {
        let (ended, _) = Serving::start(bench.folder.path(), &settings).signalled("-TERM");
        assert_eq!(ended, Some(0));
    }
    bench.serve(&[(URL, &bare)], "does not let kasapro_app in");
    let absent = "the file none that KASAPRO_DATABASE_PASSWORD_FILE names cannot be read";
    bench.serve(&[(URL, &bare), (file, "none")], absent);
    let both = "both KASAPRO_DATABASE_URL and KASAPRO_DATABASE_URL_FILE are set";
    bench.serve(&[(URL, url), (named, "url")], both);
}

#[tokio::test]
async fn a_way_that_may_be_listened_to_is_refused() {
    let bench = Bench::new().await;
    let url = &bench.database.urls.app_url;
    for mode in ["prefer", "allow", "verify-ca"] {
        let url = format!("{url}?sslmode={mode}");
        bench.serve(&[(URL, &url)], "does not check whom the server talks to");
    }
}

#[test]
fn the_template_names_every_setting_and_is_a_settings_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let template = super::succeeds(folder, &[], &["config", "template"]);
    for line in [
        "#database_url = \"\"",
        "#listen = \"127.0.0.1:8080\"",
        "#max_push_entries = 500",
    ] {
        assert!(
            template.lines().any(|one| one == line),
            "{line}: {template}"
        );
    }
    // With every setting at its default, only the database is missing.
    let set: String = template
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    std::fs::write(folder.join("server.toml"), set).unwrap();
    let arguments = ["serve", "--config", "server.toml"];
    fails(folder, &[], &arguments, "database_url is not set");
}

#[test]
fn each_shell_has_completions_and_each_command_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = super::succeeds(folder, &[], &["completions", shell]);
        assert!(script.contains("revoke"), "{shell}");
    }
    super::succeeds(folder, &[], &["man", "."]);
    for (page, says) in [
        ("kasapro-sync-server.1", "KASAPRO_CONFIG"),
        ("kasapro-sync-server-setup.1", "KASAPRO_ADMIN_URL"),
    ] {
        let page = std::fs::read_to_string(folder.join(page)).unwrap();
        assert!(page.contains(says), "{page}");
    }
    fails(folder, &[], &["man", "none"], "cannot be written into none");
}

#[test]
fn help_names_every_setting() {
    let folder = tempfile::tempdir().unwrap();
    let help = super::succeeds(folder.path(), &[], &["--help"]);
    for name in [
        "DATABASE_URL",
        "LISTEN",
        "TLS_KEY",
        "MAX_PUSH_ENTRIES",
        "MAX_BODY_SECONDS",
    ] {
        assert!(
            help.contains(&format!("KASAPRO_{name} ")),
            "{name} is not in {help}"
        );
    }
}

/// Registers refuse heads that another key signs: a server with another secret would stop them all.
#[tokio::test]
async fn a_secret_file_that_was_lost_or_exchanged_is_named_and_none_is_made_in_its_place() {
    let server = TestServer::quiet().await;
    server.founded().await;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let database = &server.database.urls;
    let settings = [
        (URL, database.app_url.as_str()),
        ("KASAPRO_MIGRATE_DATABASE_URL", database.owner_url.as_str()),
    ];
    let file = folder.join("kasapro-server.key");
    fails(
        folder,
        &settings,
        &["serve"],
        "kasapro-server.key is missing",
    );
    super::succeeds(folder, &settings, &["migrate"]);
    assert!(!file.exists());
    std::fs::write(&file, "08".repeat(32)).unwrap();
    let foreign = "kasapro-server.key is not the one this database was begun with";
    fails(folder, &settings, &["serve"], foreign);
    std::fs::write(&file, "07".repeat(32)).unwrap();
    let (ended, _) = Serving::start(folder, &settings).signalled("-TERM");
    assert_eq!(ended, Some(0));
}
