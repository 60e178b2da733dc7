//! The files of the pictures.

use std::path::PathBuf;

use anyhow::{Context, Result};
use test_support::window::Window;
use test_support::window::keys::ESCAPE;

use crate::counter::screenshots;

/// The pictures of one walk in one language, numbered as they are taken.
#[derive(Debug)]
pub(super) struct Album<'a> {
    pub(super) window: &'a Window,
    pub(super) language: &'a str,
    folder: PathBuf,
    next: u32,
}

impl<'a> Album<'a> {
    pub(super) fn begin(window: &'a Window, language: &'a str, first: u32) -> Result<Self> {
        Ok(Self {
            window,
            language,
            folder: screenshots()?,
            next: first,
        })
    }

    /// Takes a picture of the current screen in both themes: `NN-screen-lang-theme.png`.
    pub(super) async fn take(&mut self, screen: &str) -> Result<()> {
        for theme in ["dark", "light"] {
            let wear = format!("document.documentElement.dataset.theme = '{theme}'");
            self.window.client().execute(&wear, Vec::new()).await?;
            let name = format!("{:02}-{screen}-{}-{theme}.png", self.next, self.language);
            self.window.screenshot(&self.folder.join(name)).await?;
        }
        self.next += 1;
        Ok(())
    }

    /// Waits for an element, then takes a picture of the screen.
    pub(super) async fn take_with(&mut self, test_id: &str, screen: &str) -> Result<()> {
        let window = self.window;
        window
            .find(test_id)
            .await
            .with_context(|| format!("no picture of {screen}"))?;
        self.take(screen).await
    }

    /// Takes a picture of a dialog and closes it.
    pub(super) async fn take_dialog(&mut self, test_id: &str, screen: &str) -> Result<()> {
        self.take_with(test_id, screen).await?;
        self.window.key(ESCAPE).await?;
        self.window.find_gone(test_id).await
    }
}
