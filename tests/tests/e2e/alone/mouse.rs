//! A pointer that presses what is in sight and nothing in front of it, without any scrolling.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use test_support::window::Window;

use super::{COUNT_KEYS, Hand};
use crate::catalog::Product;
use crate::wizard::{self, PIN};

/// How long something may take to be in sight.
const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(25);

/// The middle of the first thing with this text (any, when it is empty) that a pointer can press:
/// of the button or the card that it is part of.
const PLACE: &str = "
    const [selector, text] = arguments;
    const one = [...document.querySelectorAll(selector)]
        .find((found) => text === '' || found.textContent === text);
    const place = one?.closest('button, label:has(input[type=radio])') ?? one;
    if (!place || place.disabled) return null;
    const box = place.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return place.contains(document.elementFromPoint(x, y)) ? [x, y] : null;";

pub(super) struct Mouse<'w>(pub(super) &'w Window);

impl Hand for Mouse<'_> {
    const WATCH: &'static str = COUNT_KEYS;

    async fn set_up(&self, printer: &str) -> Result<()> {
        self.press("setup-next").await?;
        self.write("setup-store-name", "Toko Maju").await?;
        self.press_all(["setup-next", "setup-tax-ppn_inclusive", "setup-next"])
            .await?;
        self.write("setup-owner-name", "Ayu Lestari").await?;
        self.press("setup-next").await?;
        self.0.find("setup-step-pin").await?;
        for digit in PIN.chars().chain(PIN.chars()) {
            self.press(&format!("key-{digit}")).await?;
        }
        self.0.find("setup-step-register").await?;
        self.press("setup-next").await?;
        self.0.find("setup-step-catalog").await?;
        self.press_all(["setup-next", "printer-kind-tcp"]).await?;
        self.write("printer-target", printer).await?;
        self.press_all(["setup-next", "setup-create"]).await?;
        self.keep_code().await
    }

    async fn import(&self, file: &Path) -> Result<()> {
        self.press_all(["menu-button", "menu-import"]).await?;
        self.write("import-path", &file.display().to_string())
            .await?;
        self.press_all(["import-read", "import-start"]).await?;
        self.0.find("import-done").await?;
        Ok(())
    }

    async fn open_shift(&self) -> Result<()> {
        let note = "piece-more-note-10000000";
        self.press_all(["menu-button", "menu-open-shift", note, note, "shift-open"])
            .await
    }

    async fn add(&self, product: &Product) -> Result<()> {
        self.press_at("[data-testid=product-tile] span", &product.name)
            .await
    }

    async fn take_cash(&self, _due_cents: i64) -> Result<()> {
        self.press("pay-button").await?;
        self.0
            .wait_text("tender-received", |text| text.starts_with("Rp"))
            .await?;
        // A second press at once would be taken for the one that opened the screen.
        self.0.hands_off().await?;
        self.press("quick-cash").await
    }

    async fn go_on(&self) -> Result<()> {
        self.0.hands_off().await?;
        self.press("done-next").await
    }
}

impl Mouse<'_> {
    /// Presses the letters of the groups that are asked for, as from paper.
    async fn keep_code(&self) -> Result<()> {
        let groups = wizard::shown_code(self.0).await?;
        self.press("recovery-written").await?;
        for group in wizard::asked_groups(self.0, groups).await? {
            for letter in group.chars() {
                self.press(&format!("code-key-{letter}")).await?;
            }
        }
        self.press("recovery-confirm").await
    }

    async fn press_all<const N: usize>(&self, test_ids: [&str; N]) -> Result<()> {
        for test_id in test_ids {
            self.press(test_id).await?;
        }
        Ok(())
    }

    async fn press(&self, test_id: &str) -> Result<()> {
        self.press_at(&format!("[data-testid=\"{test_id}\"]"), "")
            .await
    }

    /// Waits until it is in sight and nothing lies over it, and presses it.
    async fn press_at(&self, selector: &str, text: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let asked = vec![json!(selector), json!(text)];
            let place = self.0.client().execute(PLACE, asked).await?;
            if place != Value::Null {
                let (x, y) = serde_json::from_value(place)?;
                return self.0.touch(x, y).await;
            }
            ensure!(
                Instant::now() < deadline,
                "no pointer reaches {selector} {text}"
            );
            tokio::time::sleep(POLL).await;
        }
    }

    /// Presses a text field and gives it its text.
    async fn write(&self, test_id: &str, text: &str) -> Result<()> {
        self.press(test_id).await?;
        self.0.press(text).await
    }
}
