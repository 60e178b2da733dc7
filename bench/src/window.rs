//! The real window, for the goals that need it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use test_support::window::{Launch, Window};
use tokio::runtime::{Builder, Runtime};

use crate::shop::{PIN, Shop};

/// The built register beside this program, if there is a screen to open its window on.
pub(crate) fn app() -> Result<PathBuf, &'static str> {
    if std::env::var_os("DISPLAY").is_none() {
        return Err("there is no display");
    }
    let app = std::env::current_exe().map(|program| program.with_file_name("kasapro"));
    app.ok()
        .filter(|app| app.is_file())
        .ok_or("the register was not built with optimization")
}

/// The runtime that drives a window.
pub(crate) fn runtime() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

/// Opens the register on a shop and unlocks it. The time is that of the program: from the start of
/// the process to the lock screen, and from the last digit of the PIN to the screen that takes
/// scans.
pub(crate) async fn open(app: &std::path::Path, shop: &Shop) -> Result<(Window, Duration)> {
    let began = Instant::now();
    let window = Window::open(Launch {
        binary: app.to_owned(),
        data: shop.data(),
        key_file: shop.key_file(),
        environment: Vec::new(),
    })
    .await?;
    window.find("pin-dots").await?;
    let locked = began.elapsed();
    let (digits, last) = PIN.split_at(PIN.len() - 1);
    window.press(digits).await?;
    let began = Instant::now();
    window.press(last).await?;
    window
        .find("header-user")
        .await
        .context("the PIN opened nothing")?;
    Ok((window, locked + began.elapsed()))
}
