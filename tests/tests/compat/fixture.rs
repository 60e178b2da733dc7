//! The files that an earlier version wrote, copied to a folder where a test may change them.

use std::fs::{self, File};
use std::io::Read as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;
use test_support::folder;
use test_support::postgres::Database;
use test_support::server::restore_dump;
use test_support::shop::TestRegister;

/// The registers of the fixture have this address as their server's.
const SERVER_ADDRESS: &str = "127.77.7.7:17707";
const DATA_FILES: [&str; 2] = ["ledger.db", "register.json"];
/// The key, and the high-water mark beside it.
const KEY_FILES: [&str; 2] = ["key", "key.head"];

/// A shop of an earlier version.
pub(crate) struct Fixture {
    files: PathBuf,
    folder: TempDir,
}

impl Fixture {
    /// The shop that was written on this day.
    pub(crate) fn of(day: &str) -> Result<Self> {
        let files = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(day);
        Ok(Self {
            files,
            folder: tempfile::tempdir()?,
        })
    }

    /// A copy of a register's files.
    pub(crate) fn register(&self, name: &str) -> Result<TestRegister> {
        let register = TestRegister::in_folder(self.folder.path(), name);
        fs::create_dir_all(&register.data)?;
        let files = self.files.join(name);
        for name in DATA_FILES {
            fs::copy(files.join(name), register.data.join(name))?;
        }
        for name in KEY_FILES {
            folder::copy_private(&files.join(name), &register.key_file.with_file_name(name))?;
        }
        Ok(register)
    }

    /// The answer of the earlier program, as JSON.
    pub(crate) fn recorded(&self, register: &str, file: &str) -> Result<Value> {
        let path = self.files.join(register).join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Fills an empty database with the data of the earlier server.
    pub(crate) fn restore_into(&self, database: &Database) -> Result<()> {
        let path = self.files.join("server/database.sql.zst");
        let packed = File::open(&path).with_context(|| path.display().to_string())?;
        let mut dump = String::new();
        zstd::Decoder::new(packed)?.read_to_string(&mut dump)?;
        restore_dump(database, &dump)
    }

    /// The secret file that the database was started with.
    pub(crate) fn server_secret(&self) -> PathBuf {
        self.files.join("server/server.key")
    }
}

/// The server's address in the fixture, for one test at a time.
pub(crate) struct ServerAddress {
    pub(crate) address: SocketAddr,
    _lock: File,
}

impl ServerAddress {
    /// Waits until no other test has the address.
    pub(crate) fn take() -> Result<Self> {
        let lock = File::create(std::env::temp_dir().join("kasapro-fixture-server.lock"))?;
        lock.lock()?;
        Ok(Self {
            address: SERVER_ADDRESS.parse()?,
            _lock: lock,
        })
    }
}

/// Checks that the recorded answer is contained in the new one; newer versions may add fields.
pub(crate) fn ensure_same(recorded: &Value, found: &Value) -> Result<()> {
    compare(recorded, found).with_context(|| format!("recorded {recorded:#}\nfound {found:#}"))
}

fn compare(recorded: &Value, found: &Value) -> Result<()> {
    match (recorded, found) {
        (Value::Object(fields), Value::Object(others)) => {
            for (name, value) in fields {
                let other = others.get(name).with_context(|| format!("no {name}"))?;
                compare(value, other).with_context(|| name.clone())?;
            }
        }
        (Value::Array(values), Value::Array(others)) => {
            ensure!(values.len() == others.len(), "{} are there", others.len());
            for (value, other) in values.iter().zip(others) {
                compare(value, other)?;
            }
        }
        _ => ensure!(recorded == found, "{found}, not {recorded}"),
    }
    Ok(())
}
