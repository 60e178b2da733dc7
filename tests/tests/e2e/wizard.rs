//! Sets up a shop with the keyboard only.

use anyhow::Result;
use test_support::window::Window;
use test_support::window::keys::{DOWN, ENTER, TAB};

/// The owner's PIN.
pub(crate) const PIN: &str = "4826";
/// The owner on the command line.
pub(crate) const OWNER: [&str; 4] = ["--user", "ayu", "--pin", PIN];

/// Answers every page: Toko Maju, prices with PPN in them, Ayu as owner, a network printer.
pub(crate) async fn set_up(window: &Window, printer: &str) -> Result<()> {
    for (page, answer) in [
        ("language", format!("{ENTER}")),
        (
            "shop",
            format!("Toko Maju{TAB}Jl. Melati 7, Bandung{TAB}022 4201234{ENTER}"),
        ),
        ("tax", format!("{DOWN}{ENTER}")),
        ("owner", format!("Ayu Lestari{ENTER}")),
        ("pin", format!("{PIN}{PIN}")),
        ("register", format!("{ENTER}")),
        ("catalog", format!("{ENTER}")),
        ("printer", format!("{DOWN}{DOWN}{TAB}{printer}{ENTER}")),
        ("summary", format!("{ENTER}")),
    ] {
        window.find(&format!("setup-step-{page}")).await?;
        window.press(&answer).await?;
    }
    write_code_down(window).await?;
    window.find("open-shift-screen").await?;
    Ok(())
}

/// Types the two groups of the recovery code that the wizard asks for, as if from paper.
async fn write_code_down(window: &Window) -> Result<()> {
    let groups = shown_code(window).await?;
    window.press(&ENTER.to_string()).await?;
    let answer = asked_groups(window, groups).await?.join(&TAB.to_string());
    window.press(&format!("{answer}{ENTER}")).await
}

/// The groups of the recovery code that is shown.
pub(crate) async fn shown_code(window: &Window) -> Result<Vec<String>> {
    let shown = window.find("recovery-code").await?;
    let code = shown.attr("data-code").await?.unwrap_or_default();
    Ok(code.split('-').map(str::to_owned).collect())
}

/// Those of the groups that are asked for.
pub(crate) async fn asked_groups(window: &Window, groups: Vec<String>) -> Result<Vec<String>> {
    window.find("recovery-asked").await?;
    let mut asked = Vec::new();
    for (number, group) in (1..).zip(groups) {
        if window.shows(&format!("recovery-group-{number}")).await? {
            asked.push(group);
        }
    }
    Ok(asked)
}

/// Unlocks the register after a start.
pub(crate) async fn unlock(window: &Window) -> Result<()> {
    window.find("pin-dots").await?;
    window.press(PIN).await?;
    window.find("header-user").await?;
    Ok(())
}
