//! The commands that README prints for a server, run as they are printed.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use kasapro_postgres::{APP_ROLE, OWNER_ROLE, Options};
use uuid::Uuid;

use super::Serving;
use crate::support::{Books, Device, connect};

const HEADING: &str = "## A server for several registers";

/// The lines of the block below the heading.
fn printed() -> Vec<String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let (_, below) = readme.split_once(HEADING).expect("README has the heading");
    let block = below.split("```").nth(1).expect("README has the block");
    block.trim().lines().map(str::to_owned).collect()
}

/// A shell in a folder, where the program is found by its name.
struct Shell<'a> {
    folder: &'a Path,
    variables: BTreeMap<String, String>,
}

impl Shell<'_> {
    fn command(&self, line: &str) -> Command {
        let program = Path::new(env!("CARGO_BIN_EXE_kasapro-sync-server"));
        let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
        let mut command = Command::new("bash");
        command
            .args(["-c", line])
            .env_clear()
            .env("PATH", path)
            // Only the port differs: another server may run on this computer.
            .env("KASAPRO_LISTEN", "127.0.0.1:0")
            .envs(&self.variables)
            .current_dir(self.folder);
        command
    }

    /// Runs a line, and returns what it printed.
    #[track_caller]
    fn run(&self, line: &str) -> String {
        let output = self.command(line).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), value.to_owned());
    }
}

#[tokio::test]
async fn the_commands_of_readme_run_as_they_are_printed() {
    let cluster = Options::new().without_fsync().start().unwrap();
    let superuser = cluster.database().unwrap().superuser_url;
    let (admin, _) = superuser.rsplit_once('/').unwrap();
    // The cluster already has roles with these names, made for other tests.
    let client = connect(&superuser).await;
    for role in [OWNER_ROLE, APP_ROLE] {
        let rename = format!("alter role {role} rename to {role}_of_tests");
        client.batch_execute(&rename).await.unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let mut shell = Shell {
        folder: folder.path(),
        variables: BTreeMap::from([("ADMIN_URL".to_owned(), admin.to_owned())]),
    };
    let (mut serving, mut device) = (None, None);
    let mut done = Vec::new();
    for line in printed() {
        let command = line.split('#').next().unwrap().trim();
        if let Some(set) = command.strip_prefix("export ") {
            let (name, value) = set.split_once('=').unwrap();
            shell.set(name, value);
        } else if command.ends_with(" serve") {
            let child = shell.command(&line).stderr(Stdio::piped()).spawn().unwrap();
            serving = Some(Serving::listening(child));
        } else {
            let said = shell.run(&line);
            if command.contains(" org create ") {
                let address: &Serving = serving.as_ref().expect("the server runs by then");
                let url = format!("http://{}", address.address);
                let mut founder = Device::new(&url, Uuid::now_v7());
                let code = said.lines().next().unwrap();
                founder.enrol(code, true).await;
                let books = Books::opened(&founder);
                founder.push(books.epoch(), &books.entries).await;
                shell.set("ORG", &founder.organization_id.to_string());
                shell.set("REGISTER", &founder.register_id.to_string());
                device = Some(founder);
            }
            done.push((command.to_owned(), said));
        }
    }
    let said = |part: &str| {
        let found = done.iter().find(|(command, _)| command.contains(part));
        found.map_or("", |(_, said)| said.as_str())
    };
    let device = device.expect("README founds an organization");
    assert!(said(" setup ").contains("database kasapro made"));
    assert!(said(" org list").contains(&device.register_id.to_string()));
    assert!(said(" register code ").contains("one use, within 10 minutes"));
    assert!(said(" alarms ").contains("no alarms"));
    assert!(said(" register revoke ").contains("is revoked"));
    assert_eq!(serving.unwrap().signalled("-TERM").0, Some(0));
}
