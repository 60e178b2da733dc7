//! The wizard, page by page.

use anyhow::Result;
use test_support::window::keys::{DOWN, ENTER, TAB};

use super::album::Album;

/// Answers every page except the last question, so that no shop is set up.
pub(super) async fn walk(album: &mut Album<'_>) -> Result<()> {
    let window = album.window;
    let language = format!("setup-language-{}", album.language);
    // The card is drawn over its radio button, which receives the keys.
    window.find(&language).await?;
    if album.language == "en" {
        window.press(&DOWN.to_string()).await?;
    }
    for (page, answer) in [
        ("language", format!("{ENTER}")),
        (
            "shop",
            format!("Toko Maju{TAB}Jl. Melati 7, Bandung{TAB}022 4201234{ENTER}"),
        ),
        ("tax", format!("{DOWN}{ENTER}")),
        ("owner", format!("Ayu Lestari{ENTER}")),
        ("pin", "48264826".to_owned()),
        ("register", format!("{ENTER}")),
        ("catalog", format!("{DOWN}{ENTER}")),
        ("printer", format!("{ENTER}")),
    ] {
        album
            .take_with(&format!("setup-step-{page}"), &format!("setup-{page}"))
            .await?;
        window.press(&answer).await?;
    }
    album.take_with("setup-step-summary", "setup-summary").await
}
