//! A counter to start at: an empty data folder, a printer, the programs.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use register::{KeyStoreChoice, OpenRequest};
use serde_json::Value;
use tempfile::TempDir;
use test_support::kasaproctl::Kasaproctl;
use test_support::printer::Printer;
use test_support::window::{Launch, Window};
use tokio::process::Command;

/// How long a program may take to end without work.
const PATIENCE: Duration = Duration::from_mins(1);

/// Everything a story needs before the window opens; the folder is removed with it.
#[derive(Debug)]
pub(crate) struct Counter {
    pub(crate) folder: TempDir,
    pub(crate) printer: Printer,
    pub(crate) control: Kasaproctl,
    launch: Launch,
}

impl Counter {
    /// A new counter, or `None` if the tests have no window.
    pub(crate) fn prepare(story: &str) -> Result<Option<Self>> {
        let programs = ["KASAPRO_E2E_APP", "KASAPRO_E2E_CTL"].map(env::var_os);
        let ([Some(app), Some(control)], Some(_)) = (programs, env::var_os("DISPLAY")) else {
            eprintln!("skipped: {story}: no window (cargo xtask test --only e2e gives one)");
            return Ok(None);
        };
        let folder = tempfile::tempdir().context("no folder for the shop")?;
        let (data, key_file) = (folder.path().join("shop"), folder.path().join("key"));
        Ok(Some(Self {
            printer: Printer::switched_on()?,
            control: Kasaproctl::new(&PathBuf::from(control), &data, &key_file),
            launch: Launch {
                binary: PathBuf::from(app),
                data,
                key_file,
                // A desktop without English: the first screen speaks Bahasa Indonesia.
                environment: vec![("LC_ALL".to_owned(), "C.UTF-8".to_owned())],
            },
            folder,
        }))
    }

    /// Passes a story's outcome on; after a failure it saves a picture of the window beside the
    /// screenshots and prints the end of the register's log.
    pub(crate) async fn witness<T>(window: &Window, story: &str, told: Result<T>) -> Result<T> {
        if told.is_err() {
            let file = screenshots()?.join(format!("failed-{story}.png"));
            window.screenshot(&file).await.ok();
            eprintln!("what the window showed: {}", file.display());
            eprintln!("what the register said last:\n{}", window.log_end());
        }
        told
    }

    /// Opens the register's window.
    pub(crate) async fn open(&self) -> Result<Window> {
        Window::open(self.launch.clone()).await
    }

    /// Starts the program once more, as somebody does who does not see its window, and waits for
    /// it to end.
    pub(crate) async fn start_again(&self) -> Result<Output> {
        ended(&mut self.start()).await
    }

    /// Starts the program where there is no screen, and waits for it to end.
    pub(crate) async fn start_without_display(&self) -> Result<Output> {
        let mut start = self.start();
        start.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        ended(&mut start).await
    }

    /// Runs what a desktop runs at login, which knows nothing of this counter, and waits for it to
    /// end.
    pub(crate) async fn log_in(&self, line: &str) -> Result<Output> {
        let mut shell = Command::new("sh");
        shell.args(["-c", line]);
        shell
            .env_remove("KASAPRO_DATA")
            .env_remove("KASAPRO_KEY_FILE");
        ended(&mut shell).await
    }

    fn start(&self) -> Command {
        let mut start = Command::new(&self.launch.binary);
        start
            .env("KASAPRO_DATA", &self.launch.data)
            .env("KASAPRO_KEY_FILE", &self.launch.key_file);
        start
    }

    /// Where the register and its key are.
    pub(crate) fn request(&self) -> OpenRequest {
        let key_store = KeyStoreChoice::File(self.launch.key_file.clone());
        OpenRequest::new(&self.launch.data, key_store)
    }

    /// The key, and the high-water mark beside it.
    pub(crate) fn key_file(&self) -> &Path {
        &self.launch.key_file
    }

    /// Opens it on a desktop that keeps its settings in this folder.
    pub(crate) async fn open_on_desktop(&self, settings: &Path) -> Result<Window> {
        let mut launch = self.launch.clone();
        let folder = settings.display().to_string();
        launch
            .environment
            .push(("XDG_CONFIG_HOME".to_owned(), folder));
        Window::open(launch).await
    }

    /// What the data folder keeps of the window; null before there is any, and while it is written.
    pub(crate) fn place_of_window(&self) -> Value {
        let text = fs::read(self.launch.data.join("window.json")).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Opens it on a desktop of another language.
    pub(crate) async fn open_in(&self, language: &str) -> Result<Window> {
        self.open_with(&self.launch.key_file, language).await
    }

    /// Opens it on a desktop of another language, with its key elsewhere.
    pub(crate) async fn open_with(&self, key_file: &Path, language: &str) -> Result<Window> {
        let locale = if language == "en" {
            "en_US.UTF-8"
        } else {
            "C.UTF-8"
        };
        Window::open(Launch {
            key_file: key_file.to_owned(),
            environment: vec![("LC_ALL".to_owned(), locale.to_owned())],
            ..self.launch.clone()
        })
        .await
    }
}

/// Waits for a program to end that has nothing to do.
async fn ended(start: &mut Command) -> Result<Output> {
    start
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let ended = tokio::time::timeout(PATIENCE, start.output()).await;
    ended
        .context("the program did not end")?
        .context("the program cannot be started")
}

/// The folder for screenshots, made when it is missing.
pub(crate) fn screenshots() -> Result<PathBuf> {
    let folder = env::var_os("KASAPRO_E2E_SCREENSHOTS").map_or_else(
        || env::temp_dir().join("kasapro-e2e-screenshots"),
        PathBuf::from,
    );
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}
