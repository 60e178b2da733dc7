//! A real `kasapro-sync-server` with its own database, which can be stopped, killed and started
//! again at one address.

mod ready;
mod restore;

use std::fs::{self, OpenOptions};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use kasapro_postgres::Database;
use tempfile::TempDir;
use uuid::Uuid;

use crate::{folder, loopback, program};

pub use restore::{copy_of, restore_dump};

/// If a server is not ready, or has not stopped, after this time, it never will.
const PATIENCE: Duration = Duration::from_mins(2);
const POLL: Duration = Duration::from_millis(20);

/// How much of the log is shown when the server does not start.
const LOG_SHOWN: usize = 3_000;

/// The server's secret file in its folder.
const SECRET_FILE: &str = "server.key";

/// The parameters of a server.
#[derive(Debug)]
pub struct ServerLaunch<'a> {
    pub program: PathBuf,
    /// Where it listens.
    pub address: SocketAddr,
    pub database: Database,
    /// The secret file that the database was started with; `None` for a new database.
    pub secret_file: Option<&'a Path>,
}

/// The server; it is killed when this is dropped.
#[derive(Debug)]
pub struct SyncServer {
    program: PathBuf,
    address: SocketAddr,
    database: Database,
    process: Option<Child>,
    folder: TempDir,
}

impl SyncServer {
    /// Migrates a new database and starts the server on it; `None` if the program is not built.
    ///
    /// # Errors
    /// When it cannot migrate or start.
    pub fn start(database: Database) -> Result<Option<Self>> {
        let Some(program) = program::sync_server() else {
            return Ok(None);
        };
        let launch = ServerLaunch {
            program,
            address: loopback::address()?,
            database,
            secret_file: None,
        };
        Self::launch(launch).map(Some)
    }

    /// Migrates the database and starts the server.
    ///
    /// # Errors
    /// When it cannot migrate or start.
    pub fn launch(launch: ServerLaunch<'_>) -> Result<Self> {
        let mut server = Self {
            program: launch.program,
            address: launch.address,
            database: launch.database,
            process: None,
            folder: tempfile::tempdir()?,
        };
        if let Some(secret) = launch.secret_file {
            folder::copy_private(secret, &server.secret_file())?;
        }
        server.command(&["migrate"])?;
        server.start_again()?;
        Ok(server)
    }

    /// The address that it listens at, even while it does not run.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address that a register enrols at when there is no proxy.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The database that the server was started with.
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// Its process, while it runs.
    pub fn pid(&self) -> Option<u32> {
        self.process.as_ref().map(Child::id)
    }

    /// Starts it again at the same address; returns when it is ready.
    ///
    /// # Errors
    /// When it is not ready in time.
    pub fn start_again(&mut self) -> Result<()> {
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log())?;
        let mut serve = self.program_with_settings();
        serve
            .arg("serve")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        let process = serve.spawn().context("the server does not start")?;
        self.process = Some(process);
        self.wait_until_ready()
    }

    /// Ends it with SIGKILL.
    ///
    /// # Errors
    /// When it does not run.
    pub fn kill(&mut self) -> Result<()> {
        let mut process = self.process.take().context("the server does not run")?;
        process.kill()?;
        process.wait()?;
        Ok(())
    }

    /// Stops it with SIGTERM, as service supervision does.
    ///
    /// # Errors
    /// When it does not end in time, or with an error.
    pub fn stop(&mut self) -> Result<()> {
        let mut process = self.process.take().context("the server does not run")?;
        let pid = process.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        let ended = wait_for_end(&mut process)?;
        if !ended.success() {
            bail!("the server ended with {ended}:\n{}", self.log_end());
        }
        Ok(())
    }

    /// Gives the stopped server another database, and migrates it.
    ///
    /// # Errors
    /// When it runs.
    pub fn change_database(&mut self, database: Database) -> Result<()> {
        if self.process.is_some() {
            bail!("the server is running");
        }
        self.database = database;
        self.command(&["migrate"])?;
        Ok(())
    }

    /// Replaces the program of the stopped server, migrates its database and starts it again.
    ///
    /// # Errors
    /// When it runs, or cannot migrate or start.
    pub fn change_program(&mut self, program: PathBuf) -> Result<()> {
        if self.process.is_some() {
            bail!("the server is running");
        }
        self.program = program;
        self.command(&["migrate"])?;
        self.start_again()
    }

    /// A code with which a register founds an organization.
    ///
    /// # Errors
    /// When the command fails.
    pub fn founding_code(&self, name: &str) -> Result<String> {
        self.command(&["org", "create", "--name", name])
    }

    /// A code with which a register joins an organization.
    ///
    /// # Errors
    /// When the command fails.
    pub fn joining_code(&self, organization_id: Uuid) -> Result<String> {
        let organization = organization_id.to_string();
        self.command(&["register", "code", "--org", &organization])
    }

    /// Runs a command of the program; the first line that it prints.
    fn command(&self, words: &[&str]) -> Result<String> {
        let output = self.program_with_settings().args(words).output()?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr);
            bail!("{words:?}: {}: {message}", output.status);
        }
        let printed = String::from_utf8(output.stdout)?;
        Ok(printed.lines().next().unwrap_or_default().trim().to_owned())
    }

    fn program_with_settings(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("KASAPRO_DATABASE_URL", &self.database.app_url)
            .env("KASAPRO_MIGRATE_DATABASE_URL", &self.database.owner_url)
            .env("KASAPRO_SECRET_FILE", self.secret_file())
            .env("KASAPRO_LISTEN", self.address.to_string());
        command
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !ready::is_ready(self.address) {
            let process = self.process.as_mut().context("the server does not run")?;
            if process.try_wait()?.is_some() || Instant::now() > deadline {
                bail!("the server is not ready:\n{}", self.log_end());
            }
            std::thread::sleep(POLL);
        }
        Ok(())
    }

    fn secret_file(&self) -> PathBuf {
        self.folder.path().join(SECRET_FILE)
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    /// The end of its log, to be shown when a test fails.
    pub fn log_end(&self) -> String {
        let log = fs::read(self.log()).unwrap_or_default();
        let end = log.len().saturating_sub(LOG_SHOWN);
        String::from_utf8_lossy(log.get(end..).unwrap_or_default()).into_owned()
    }
}

impl Drop for SyncServer {
    fn drop(&mut self) {
        self.kill().ok();
    }
}

fn wait_for_end(process: &mut Child) -> Result<ExitStatus> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(ended) = process.try_wait()? {
            return Ok(ended);
        }
        if Instant::now() > deadline {
            process.kill()?;
            process.wait()?;
            bail!("the server does not stop");
        }
        std::thread::sleep(POLL);
    }
}
