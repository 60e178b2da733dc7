//! The file for support: what is in it, and above all what is not.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::shop::kasaproctl;

/// The demonstration shop: its people and products are known.
struct Demo {
    folder: TempDir,
    recovery_code: String,
}

impl Demo {
    fn open() -> Self {
        let mut demo = Self {
            folder: TempDir::new().unwrap(),
            recovery_code: String::new(),
        };
        let (exit, made) = demo.run(&["demo"]);
        assert_eq!(exit, 0, "{made}");
        made["recovery_code"]
            .as_str()
            .unwrap()
            .clone_into(&mut demo.recovery_code);
        let who = ["--user", "sari", "--pin", "4826"];
        demo.done(&[&["shift", "open", "--float", "100000"], &who[..]].concat());
        let sell = ["sell", "--item", "8997100003142*2", "--pay", "card@SLIP-3"];
        demo.done(&[&sell[..], &who].concat());
        demo
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("shop")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("key")
    }

    fn run(&self, words: &[&str]) -> (i32, Value) {
        let words = ["--json"].iter().chain(words);
        let output = kasaproctl(&self.data(), &self.key()).output(words).unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let document = serde_json::from_str(&text).unwrap();
        (output.status.code().unwrap(), document)
    }

    fn done(&self, words: &[&str]) -> Value {
        let (exit, document) = self.run(words);
        assert_eq!(exit, 0, "{document}");
        document
    }

    fn log(&self, name: &str, text: &str) {
        let logs = self.data().join("logs");
        fs::create_dir_all(&logs).unwrap();
        fs::write(logs.join(name), text).unwrap();
    }

    /// Writes the file and reads all of its parts.
    fn support_file(&self) -> (Value, BTreeMap<String, String>) {
        let file = self.folder.path().join("support.zip");
        let told = self.done(&["support-file", file.to_str().unwrap()]);
        let parts = unzipped(&file);
        let names: Vec<&str> = parts.keys().map(String::as_str).collect();
        let mut listed: Vec<&str> = told["parts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| part.as_str().unwrap())
            .collect();
        listed.sort_unstable();
        assert_eq!(names, listed);
        (told, parts)
    }
}

fn unzipped(file: &Path) -> BTreeMap<String, String> {
    let bytes = fs::read(file).unwrap();
    let archive = rawzip::ZipArchive::from_slice(&bytes).unwrap();
    let mut entries = archive.entries();
    let mut parts = BTreeMap::new();
    while let Some(entry) = entries.next_entry().unwrap() {
        let name = entry
            .file_path()
            .try_normalize()
            .unwrap()
            .as_ref()
            .to_owned();
        let packed = archive.get_entry(entry.wayfinder()).unwrap();
        let unpacked = flate2::bufread::DeflateDecoder::new(packed.data());
        let mut text = String::new();
        packed
            .verifying_reader(unpacked)
            .read_to_string(&mut text)
            .unwrap();
        parts.insert(name, text);
    }
    parts
}

fn document(parts: &BTreeMap<String, String>, name: &str) -> Value {
    serde_json::from_str(&parts[name]).unwrap()
}

#[test]
fn it_holds_versions_checks_settings_and_logs() {
    let demo = Demo::open();
    demo.log("Kasapro.log", "the printer does not answer\n");
    demo.log("notes.txt", "not a log\n");
    let (told, parts) = demo.support_file();
    assert_eq!(told["missing"], serde_json::json!([]));
    let program = document(&parts, "program.json");
    assert_eq!(program["version"], env!("CARGO_PKG_VERSION"));
    assert!(program["schema_version"].as_i64().unwrap() > 0, "{program}");
    let doctor = document(&parts, "doctor.json");
    assert!(doctor["ok"].is_boolean(), "{doctor}");
    let settings = document(&parts, "settings.json");
    assert_eq!(settings["tax"]["mode"], "ppn");
    assert_eq!(document(&parts, "sync.json")["state"], "not_enrolled");
    assert_eq!(parts["logs/Kasapro.log"], "the printer does not answer\n");
    assert!(!parts.contains_key("logs/notes.txt"));
    let files = document(&parts, "files.json");
    assert!(files.to_string().contains("ledger.db"), "{files}");
}

#[test]
fn nobody_and_nothing_of_the_shop_is_in_it() {
    let demo = Demo::open();
    // What a log should never hold, and would.
    demo.log(
        "Kasapro.log",
        "Dewi Lestari (dewi) at Toko Contoh: AGUS asks for sari\n",
    );
    let (_, parts) = demo.support_file();
    let words = [
        "sari",
        "wulandari",
        "agus",
        "pratama",
        "dewi",
        "lestari",
        "toko contoh",
        "melati",
        "555-0107",
        "4826",
        "3759",
        "2604",
        "slip-3",
    ];
    let mut secrets: Vec<String> = register::sample::rows()
        .flat_map(|row| [row.name, row.barcode.to_owned()])
        .filter(|text| text.len() > 5)
        .collect();
    assert!(
        secrets.len() > 300,
        "only {} products are known",
        secrets.len()
    );
    let key: Value = serde_json::from_slice(&fs::read(demo.key()).unwrap()).unwrap();
    for part in ["ledger_key", "signing_seed", "pepper"] {
        secrets.push(key[part].as_str().unwrap().to_owned());
    }
    secrets.push(demo.recovery_code.clone());
    secrets.push(demo.recovery_code.replace('-', ""));
    for (name, text) in &parts {
        let text = text.to_lowercase();
        for secret in secrets.iter().map(|secret| secret.to_lowercase()) {
            assert!(!text.contains(&secret), "{secret:?} is in {name}: {text}");
        }
        for word in words {
            assert!(!holds_word(&text, word), "{word:?} is in {name}: {text}");
        }
    }
    assert_eq!(
        parts["logs/Kasapro.log"],
        "[person] ([person]) at [shop]: [person] asks for [person]\n"
    );
}

/// Whether a word stands in a text, and not only its letters within another.
fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        ![before, after]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric)
    })
}

#[test]
fn a_damaged_ledger_and_a_lost_key_still_give_a_file() {
    for (damage, code) in [
        (damage as fn(&Demo), "ledger_corrupted"),
        (
            |demo| fs::remove_file(demo.key()).unwrap(),
            "ledger_key_missing",
        ),
    ] {
        let demo = Demo::open();
        demo.log("Kasapro.log", "the register cannot be opened\n");
        damage(&demo);
        let (told, parts) = demo.support_file();
        assert_eq!(told["missing"], serde_json::json!(["ledger"]));
        let missing = document(&parts, "missing.json");
        assert_eq!(missing[0]["code"], code, "{missing}");
        for part in ["program.json", "files.json", "logs/Kasapro.log"] {
            assert!(parts.contains_key(part), "{part} is missing from {told}");
        }
    }
}

/// Overwrites the first page of the ledger's file.
fn damage(demo: &Demo) {
    let path = demo.data().join("ledger.db");
    let mut bytes = fs::read(&path).unwrap();
    for byte in bytes.iter_mut().take(4096) {
        *byte ^= 0x5a;
    }
    fs::write(&path, bytes).unwrap();
}

#[test]
fn a_refusal_says_why_and_leaves_no_part_of_a_file() {
    let demo = Demo::open();
    let there = demo.folder.path().join("there.zip");
    fs::write(&there, "mine").unwrap();
    let nowhere = demo.folder.path().join("usb/support.zip");
    for (file, code) in [(&there, "file_exists"), (&nowhere, "folder_missing")] {
        let (exit, refused) = demo.run(&["support-file", file.to_str().unwrap()]);
        assert_eq!(exit, 4, "{refused}");
        assert_eq!(refused["error"]["code"], code);
    }
    assert_eq!(fs::read_to_string(there).unwrap(), "mine");
}

#[test]
fn a_mistyped_data_folder_is_refused_and_not_made() {
    let folder = TempDir::new().unwrap();
    let nowhere = folder.path().join("shpo");
    let file = folder.path().join("support.zip");
    let output = kasaproctl(&nowhere, &folder.path().join("key"))
        .output(["support-file", file.to_str().unwrap()])
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(!nowhere.exists() && !file.exists());
}
