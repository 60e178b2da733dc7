//! A shop whose key is missing: the start screen reports it.

use anyhow::Result;

use super::album::Album;
use crate::counter::Counter;

pub(super) async fn show(counter: &Counter, language: &str) -> Result<()> {
    let nowhere = counter.folder.path().join("nowhere/key");
    let window = counter.open_with(&nowhere, language).await?;
    let mut album = Album::begin(&window, language, 90)?;
    let told = album.take_with("start-failure", "start-failure").await;
    Counter::witness(&window, "pictures-failure", told).await
}
