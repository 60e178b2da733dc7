//! Keys, and nothing but keys.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use test_support::window::Window;
use test_support::window::keys::{CONTROL, DOWN, ENTER, F2, F9};

use super::{COUNT_POINTERS, Hand};
use crate::catalog::Product;
use crate::counter_steps::{self, Paid};
use crate::wizard;

/// How long the focus may take to get where it belongs.
const PATIENCE: Duration = Duration::from_mins(1);
/// More steps than any menu has.
const STEPS: u32 = 20;

pub(super) struct Keyboard<'w>(pub(super) &'w Window);

impl Hand for Keyboard<'_> {
    const WATCH: &'static str = COUNT_POINTERS;

    async fn set_up(&self, printer: &str) -> Result<()> {
        wizard::set_up(self.0, printer).await
    }

    async fn import(&self, file: &Path) -> Result<()> {
        let window = self.0;
        window.chord(CONTROL, 'k').await?;
        window.find("menu-import").await?;
        self.step_to("menu-import").await?;
        window.key(ENTER).await?;
        self.wait_for_focus(|at| at == "import-path").await?;
        window.press(&format!("{}{ENTER}", file.display())).await?;
        self.wait_for_focus(|at| at == "import-start").await?;
        window.key(ENTER).await?;
        window.find("import-done").await?;
        Ok(())
    }

    async fn open_shift(&self) -> Result<()> {
        let window = self.0;
        window.key(F2).await?;
        self.wait_for_focus(|at| at == "piece-note-10000000")
            .await?;
        window.press(&format!("1{ENTER}2")).await?;
        window.key(F9).await
    }

    async fn add(&self, product: &Product) -> Result<()> {
        self.0.press(&format!("{}{ENTER}", product.code)).await
    }

    async fn take_cash(&self, due_cents: i64) -> Result<()> {
        let paid = Paid::Notes { more_cents: 0 };
        counter_steps::pay(self.0, due_cents, paid).await?;
        Ok(())
    }

    async fn go_on(&self) -> Result<()> {
        self.0.hands_off().await?;
        self.0.key(ENTER).await
    }
}

impl Keyboard<'_> {
    /// Goes down a menu to one of its entries.
    async fn step_to(&self, entry: &str) -> Result<()> {
        self.wait_for_focus(|at| at.starts_with("menu-")).await?;
        for _ in 0..STEPS {
            let at = self.focus().await?;
            if at == entry {
                return Ok(());
            }
            self.0.key(DOWN).await?;
            self.wait_for_focus(|now| now != at).await?;
        }
        anyhow::bail!("the keys do not lead to {entry}")
    }

    async fn wait_for_focus(&self, wanted: impl Fn(&str) -> bool) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let at = self.focus().await?;
            if wanted(&at) {
                return Ok(());
            }
            ensure!(Instant::now() < deadline, "the focus stayed at {at:?}");
        }
    }

    /// Where the next key goes.
    async fn focus(&self) -> Result<String> {
        let script = "return document.activeElement?.dataset?.testid ?? ''";
        let at = self.0.client().execute(script, Vec::new()).await?;
        Ok(at.as_str().unwrap_or_default().to_owned())
    }
}
