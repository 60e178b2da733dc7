//! A disk of a few megabytes that fills up.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::shop::kasaproctl;

/// A small disk in memory. Mounting needs root on Linux; elsewhere the test says that it was
/// skipped.
struct TinyDisk(TempDir);

impl TinyDisk {
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    fn mount() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        if mount(&["-t", "tmpfs", "-o", "size=6m", "tmpfs"], folder.path()) {
            Some(Self(folder))
        } else {
            eprintln!("skipped: a small disk cannot be mounted here");
            None
        }
    }
}

impl Drop for TinyDisk {
    fn drop(&mut self) {
        let mut umount = Command::new("umount");
        let _ended = umount.arg("-l").arg(self.0.path()).status();
    }
}

fn mount(words: &[&str], place: &Path) -> bool {
    let mut mount = Command::new("mount");
    let mount = mount.args(words).arg(place);
    let status = mount.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

#[test]
fn an_import_that_fills_the_disk_says_what_is_in_and_support_can_look() {
    let Some(disk) = TinyDisk::mount() else {
        return;
    };
    let outside = TempDir::new().unwrap();
    let data = disk.0.path().join("data");
    let key = outside.path().join("key");
    let run = |words: &[&str]| -> (i32, Value) {
        let words = ["--json"].iter().chain(words);
        let output = kasaproctl(&data, &key).output(words).unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (
            output.status.code().unwrap(),
            serde_json::from_str(&text).unwrap(),
        )
    };
    let init = [
        "init",
        "--store",
        "Toko",
        "--owner",
        "sari",
        "--pin",
        "4711",
        "--currency",
        "IDR",
    ];
    assert_eq!(run(&init).0, 0);
    let file = outside.path().join("products.csv");
    let mut text = "barcode,name,price\n".to_owned();
    for number in 0..30_000 {
        writeln!(text, "{},Barang nomor {number},1000", 600_000 + number).unwrap();
    }
    std::fs::write(&file, text).unwrap();
    let import = ["catalog", "import", file.to_str().unwrap()];

    let (exit, refused) = run(&import);
    assert_eq!(
        (exit, &refused["error"]["code"]),
        (4, &"disk_full".into()),
        "{refused}"
    );
    let added = refused["import"]["added"].as_u64().unwrap();
    assert!(added > 0 && added < 30_000, "{refused}");
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(
        message.contains(&format!("{added} products were added")),
        "{message}"
    );
    assert!(!message.contains("nothing"), "{message}");

    // The last free byte is taken.
    let _filled = std::fs::write(disk.0.path().join("ballast"), vec![0; 8 << 20]);
    let (_, findings) = run(&["doctor"]);
    let checks = findings["checks"].as_array().unwrap();
    let state = |name: &str| {
        let check = checks.iter().find(|check| check["name"] == name);
        check.map(|check| check["state"].clone())
    };
    assert_eq!(state("ledger_file"), Some("ok".into()), "{findings}");
    assert_eq!(state("disk"), Some("failed".into()), "{findings}");
    let (exit, verified) = run(&["ledger", "verify"]);
    assert_eq!((exit, &verified["ok"]), (0, &true.into()), "{verified}");
    assert_eq!(run(&["ledger", "tail"]).0, 0);
    a_support_file_goes_elsewhere(&run, disk.0.path(), outside.path());

    std::fs::remove_file(disk.0.path().join("ballast")).unwrap();
    assert!(mount(&["-o", "remount,size=300m"], disk.0.path()));
    let (exit, done) = run(&import);
    assert_eq!(exit, 0, "{done}");
    assert_eq!(done["added"].as_u64().unwrap() + added, 30_000, "{done}");
    assert_eq!(done["unchanged"], added);
}

/// On the full disk no part of it stays; on another it is whole.
fn a_support_file_goes_elsewhere(
    run: &impl Fn(&[&str]) -> (i32, Value),
    full: &Path,
    outside: &Path,
) {
    let on_disk = full.join("support.zip");
    let (exit, refused) = run(&["support-file", on_disk.to_str().unwrap()]);
    assert_eq!((exit, &refused["error"]["code"]), (4, &"disk_full".into()));
    assert!(!on_disk.exists(), "a part of a file stays");
    let elsewhere = outside.join("support.zip");
    let (exit, written) = run(&["support-file", elsewhere.to_str().unwrap()]);
    assert_eq!(exit, 0, "{written}");
    assert_eq!(written["missing"], serde_json::json!([]));
}
