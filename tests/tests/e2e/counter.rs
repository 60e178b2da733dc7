//! A counter to start at: an empty data folder, a printer, the programs.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;
use test_support::kasaproctl::Kasaproctl;
use test_support::printer::Printer;
use test_support::window::{Launch, Window};

/// Everything a story needs before the window opens; the folder goes away with it.
#[derive(Debug)]
pub(crate) struct Counter {
    pub(crate) folder: TempDir,
    pub(crate) printer: Printer,
    pub(crate) control: Kasaproctl,
    launch: Launch,
}

impl Counter {
    /// A new counter, or `None` where nobody gave the tests a window.
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

    /// Passes a story's outcome on; after a failure what the window showed is a picture beside the
    /// screenshots.
    pub(crate) async fn witness<T>(window: &Window, story: &str, told: Result<T>) -> Result<T> {
        if told.is_err() {
            let file = screenshots()?.join(format!("failed-{story}.png"));
            window.screenshot(&file).await.ok();
            eprintln!("what the window showed: {}", file.display());
        }
        told
    }

    /// Opens the register's window.
    pub(crate) async fn open(&self) -> Result<Window> {
        Window::open(self.launch.clone()).await
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

/// The folder for screenshots, made when it is missing.
pub(crate) fn screenshots() -> Result<PathBuf> {
    let folder = env::var_os("KASAPRO_E2E_SCREENSHOTS").map_or_else(
        || env::temp_dir().join("kasapro-e2e-screenshots"),
        PathBuf::from,
    );
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}
