//! Reads the content of the window, and waits for it.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::Locator;
use fantoccini::elements::Element;

use super::driver::{Window, by_test_id};
use super::patience::{PATIENCE, POLL, patiently};

impl Window {
    /// Waits for the element with this `data-testid`.
    ///
    /// # Errors
    /// When it does not appear in time; the message names it.
    pub async fn find(&self, test_id: &str) -> Result<Element> {
        self.find_css(&by_test_id(test_id)).await
    }

    /// Waits for an element that a CSS selector finds.
    ///
    /// # Errors
    /// When it does not appear in time; the message names the selector.
    pub async fn find_css(&self, selector: &str) -> Result<Element> {
        patiently(PATIENCE, || self.client().find(Locator::Css(selector)))
            .await
            .with_context(|| format!("the screen never showed {selector}"))
    }

    /// Whether the element is there now.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn shows(&self, test_id: &str) -> Result<bool> {
        Ok(self.count(test_id).await? > 0)
    }

    /// Waits until no element has this `data-testid`.
    ///
    /// # Errors
    /// When one stays.
    pub async fn find_gone(&self, test_id: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while self.shows(test_id).await? {
            if Instant::now() > deadline {
                bail!("the screen kept {test_id}");
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    /// The text of an element, once it is there. It is complete even if the screen cuts it off; a
    /// no-break space becomes a space.
    ///
    /// # Errors
    /// As [`Window::find`].
    pub async fn text(&self, test_id: &str) -> Result<String> {
        let selector = by_test_id(test_id);
        let text = patiently(PATIENCE, async || {
            let element = self.client().find(Locator::Css(&selector)).await?;
            element.prop("textContent").await
        })
        .await
        .with_context(|| format!("the screen never showed {selector}"))?;
        Ok(text.unwrap_or_default().replace('\u{a0}', " "))
    }

    /// How many elements with this `data-testid` are there now.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn count(&self, test_id: &str) -> Result<usize> {
        let selector = by_test_id(test_id);
        let found = patiently(PATIENCE, || self.client().find_all(Locator::Css(&selector)));
        Ok(found.await?.len())
    }

    /// Waits for the element with this `data-testid` and this value of an attribute.
    ///
    /// # Errors
    /// When it does not appear in time; the message names it.
    pub async fn find_with(&self, test_id: &str, attribute: &str, value: &str) -> Result<Element> {
        self.find_within(PATIENCE, test_id, (attribute, value))
            .await
    }

    /// As [`Window::find_with`], for what takes as long as `patience`.
    ///
    /// # Errors
    /// When it does not appear by then; the message names it, and the value it had instead.
    pub async fn find_within(
        &self,
        patience: Duration,
        test_id: &str,
        (attribute, value): (&str, &str),
    ) -> Result<Element> {
        let selector = format!("[data-testid=\"{test_id}\"][{attribute}=\"{value}\"]");
        let found = patiently(patience, || self.client().find(Locator::Css(&selector))).await;
        match found {
            Ok(element) => Ok(element),
            Err(error) => {
                let had = self.attribute(test_id, attribute).await;
                Err(error).with_context(|| {
                    format!("{test_id} never had {attribute} {value}; at the end it had {had:?}")
                })
            }
        }
    }

    /// The attribute of an element, if it is there now and has it.
    async fn attribute(&self, test_id: &str, attribute: &str) -> Option<String> {
        let selector = by_test_id(test_id);
        let element = self.client().find(Locator::Css(&selector)).await.ok()?;
        element.attr(attribute).await.ok()?
    }

    /// Waits until the element's text satisfies `wanted`.
    ///
    /// # Errors
    /// When it does not in time; the message holds the last text.
    pub async fn wait_text(&self, test_id: &str, wanted: impl Fn(&str) -> bool) -> Result<String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let text = self.text(test_id).await?;
            if wanted(&text) {
                return Ok(text);
            }
            if Instant::now() > deadline {
                bail!("{test_id} stayed at {text:?}");
            }
            tokio::time::sleep(POLL).await;
        }
    }
}
