//! A picture of every screen in both languages, light and dark, at the size the screens are
//! designed for.

mod album;
mod failure;
mod office;
mod recovery;
mod selling;
mod setting_up;

use anyhow::Result;

use crate::counter::Counter;
use album::Album;

const LANGUAGES: [&str; 2] = ["id", "en"];
/// The owner's PIN in the demonstration shop.
const OWNER_PIN: &str = "4826";
/// The cashier's.
const CASHIER_PIN: &str = "2604";

#[tokio::test]
async fn every_page_of_the_wizard_has_its_picture() -> Result<()> {
    let Some(counter) = Counter::prepare("pictures of the wizard")? else {
        return Ok(());
    };
    for language in LANGUAGES {
        let window = counter.open().await?;
        let mut album = Album::begin(&window, language, 1)?;
        let told = setting_up::walk(&mut album).await;
        Counter::witness(&window, "pictures-wizard", told).await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_way_back_to_a_lost_shop_has_its_pictures() -> Result<()> {
    for language in LANGUAGES {
        let [Some(new), Some(lost), Some(other)] = [
            Counter::prepare("pictures of a recovery code")?,
            Counter::prepare("pictures of a lost key")?,
            Counter::prepare("pictures of a restore")?,
        ] else {
            return Ok(());
        };
        let window = new.open().await?;
        let mut album = Album::begin(&window, language, 60)?;
        let told = match setting_up::walk(&mut album).await {
            Ok(()) => recovery::show_code(&mut album).await,
            failed => failed,
        };
        Counter::witness(&window, "pictures-recovery-code", told).await?;
        window.close().await?;

        let shop = recovery::lose(&lost)?;
        let window = lost.open_in(language).await?;
        let mut album = Album::begin(&window, language, 75)?;
        let told = recovery::reopen(&mut album, &shop).await;
        Counter::witness(&window, "pictures-lost-key", told).await?;
        window.close().await?;

        let window = other.open().await?;
        let mut album = Album::begin(&window, language, 80)?;
        let told = recovery::restore(&mut album, &shop).await;
        Counter::witness(&window, "pictures-restore", told).await?;
        window.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_screen_of_the_shop_has_its_picture() -> Result<()> {
    let Some(counter) = Counter::prepare("pictures of the shop")? else {
        return Ok(());
    };
    counter.control.json(&["demo"])?;
    let window = counter.open().await?;
    for language in LANGUAGES {
        let mut album = Album::begin(&window, language, 20)?;
        let told = walk_through_the_shop(&mut album, &counter).await;
        Counter::witness(&window, "pictures-shop", told).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_start_that_fails_has_its_picture() -> Result<()> {
    let Some(counter) = Counter::prepare("pictures of a failed start")? else {
        return Ok(());
    };
    counter.control.json(&["demo"])?;
    for language in LANGUAGES {
        failure::show(&counter, language).await?;
    }
    Ok(())
}

async fn walk_through_the_shop(album: &mut Album<'_>, counter: &Counter) -> Result<()> {
    office::speak(album, OWNER_PIN).await?;
    office::open_shift(album).await?;
    selling::fill_a_cart(album).await?;
    selling::open_dialogs(album).await?;
    selling::take_money(album).await?;
    office::transactions(album).await?;
    office::import(album, counter).await?;
    office::settings(album).await?;
    selling::ask_for_approval(album, CASHIER_PIN, OWNER_PIN).await?;
    office::close_shift(album).await
}
