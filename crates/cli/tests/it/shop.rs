//! A data folder with its key file, and the program that is run on it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;
use test_support::kasaproctl::Kasaproctl;

/// A folder that `kasaproctl` works on.
pub(crate) struct Shop {
    folder: TempDir,
}

/// What the program answered with `--json`.
pub(crate) struct Answer {
    pub(crate) exit: i32,
    pub(crate) json: Value,
}

pub(crate) const OWNER: [&str; 4] = ["--user", "sari", "--pin", "4711"];
pub(crate) const CASHIER: [&str; 4] = ["--user", "budi", "--pin", "2468"];

impl Shop {
    /// A folder without a shop.
    pub(crate) fn empty() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// A shop with an owner, in a currency.
    pub(crate) fn with_currency(currency: &str) -> Self {
        let shop = Self::empty();
        let init = [
            "init",
            "--store",
            "Toko Maju",
            "--owner",
            "sari",
            "--pin",
            "4711",
        ];
        shop.done([&init[..], &["--currency", currency]].concat());
        shop
    }

    /// A shop in rupiah with an owner, a cashier and three products.
    pub(crate) fn ready() -> Self {
        let shop = Self::with_currency("IDR");
        let add = [
            "user",
            "add",
            "--username",
            "budi",
            "--role",
            "cashier",
            "--new-pin",
            "2468",
        ];
        shop.done([&add[..], &OWNER].concat());
        let file = shop.file(
            "catalog.csv",
            "barcode,sku,name,price,cost,stock,weighed\n\
             8991234567891,KOPI,Kopi Susu 250 ml,12500,9000,24,\n\
             ,TEH,Teh Melati,4500.50,3000,10,\n\
             ,BERAS,Beras curah,14000,11000,50,yes\n",
        );
        shop.done(["catalog", "import", file.to_str().unwrap()]);
        shop
    }

    /// The same with an open shift.
    pub(crate) fn open() -> Self {
        let shop = Self::ready();
        shop.done([&["shift", "open", "--float", "200000"][..], &CASHIER].concat());
        shop
    }

    /// A file beside the data folder.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.path("key")
    }

    /// Runs the program for people.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Output {
        kasaproctl(&self.data(), &self.key())
            .output(arguments)
            .unwrap()
    }

    /// Runs the program for a script.
    pub(crate) fn json<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Answer {
        let arguments = arguments.into_iter().map(|word| word.as_ref().to_owned());
        let output = self.run(std::iter::once("--json".into()).chain(arguments));
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.lines().count(), 1, "one document: {text}");
        Answer {
            exit: output.status.code().unwrap(),
            json: serde_json::from_str(&text).unwrap(),
        }
    }

    /// Runs a command that must succeed and gives its document.
    #[track_caller]
    pub(crate) fn done<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Value {
        let answer = self.json(arguments);
        assert_eq!(answer.exit, 0, "{}", answer.json);
        answer.json
    }

    /// Runs a command that must fail and gives its exit code and error code.
    #[track_caller]
    pub(crate) fn refused<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> (i32, String) {
        let answer = self.json(arguments);
        let error = &answer.json["error"];
        assert!(error["message"].is_string(), "{}", answer.json);
        (answer.exit, error["code"].as_str().unwrap().to_owned())
    }
}

/// The program on a data folder.
pub(crate) fn kasaproctl(data: &Path, key: &Path) -> Kasaproctl {
    Kasaproctl::new(Path::new(env!("CARGO_BIN_EXE_kasaproctl")), data, key)
}
