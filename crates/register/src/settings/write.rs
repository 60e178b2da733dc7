//! Changing the settings: the store's become an entry, the register's own do not.

use std::str::FromStr as _;

use domain::barcode::Mask;
use domain::entry::EntryBody;
use domain::entry::kinds::StoreChanged;
use domain::money::Cents;
use domain::rounding::RoundingMode;
use domain::store::StoreSettings;
use domain::tax::TaxRate;
use domain::tender::CashRounding;
use domain::text::{clean, clean_lines, trim_invisible};
use domain::user::Permission;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::read::{CUSTOM_TAX, rounding_input, tax_input};
use crate::command::{Command, CommandContext};
use crate::error::{AppError, SettingsError};
use crate::events::RegisterEvent;
use crate::money::MoneyText;
use crate::printing::check_printer;
use crate::register::Register;
use crate::shop::{Preferences, ShopSettings};
use crate::view::{
    RoundingDirection, RoundingInput, SettingsInput, SettingsView, TaxInput, TaxMode,
};

/// Sizes of text that the screens are made for, in percent.
const TEXT_SCALES: [u32; 7] = [87, 100, 112, 125, 150, 175, 200];
/// A day without a key.
const MAX_AUTO_LOCK_MINUTES: u32 = 1440;

impl Register {
    /// Changes the settings, all of them or none.
    pub fn settings_write(
        &self,
        command_id: Uuid,
        input: &SettingsInput,
    ) -> Result<SettingsView, AppError> {
        self.run(
            Command::new(command_id, Permission::EditSettings)
                .telling(RegisterEvent::StatusChanged),
            |context| write(context, input),
            |context, _| context.register.settings_read(),
        )
    }
}

fn write(context: &CommandContext<'_>, input: &SettingsInput) -> Result<(), AppError> {
    let shop = context.shop;
    let by_user_id = context.actor.user_id;
    let money = shop.money()?;
    context.commit(|commit| {
        let before = shop.settings_in(commit)?;
        let (settings, own) = changed(&before, input, money)?;
        if settings != before.store {
            let body = StoreChanged {
                by_user_id: Some(by_user_id),
                settings,
            };
            context.append(commit, &EntryBody::StoreChanged(Box::new(body)))?;
        }
        own.write(commit)
    })?;
    shop.refresh_settings()?;
    log::info!("settings were changed by {by_user_id}");
    shop.ring_printer();
    Ok(())
}

fn changed(
    before: &ShopSettings,
    input: &SettingsInput,
    money: MoneyText,
) -> Result<(StoreSettings, Preferences), AppError> {
    let invalid = |field| AppError::from(SettingsError::Invalid { field });
    check_printer(&input.printer)?;
    let (mut store, mut own) = (before.store.clone(), before.own.clone());
    store.store_name = clean(&input.store_name);
    store.address = clean_lines(&input.address);
    store.phone = clean(&input.phone);
    store.language = input.language.into();
    change_what_is_shown(&mut store, input)?;
    let field = "over_short_limit_text";
    store.over_short_limit_cents = money
        .parse(&input.over_short_limit_text, field)
        .map_err(|_| invalid(field))?;
    store.business_day_cutoff_minutes = u16::try_from(input.business_day_cutoff_minutes)
        .map_err(|_| invalid("business_day_cutoff_minutes"))?;
    store.discount_limit_percent = decimal(
        &input.discount_limit_percent_text,
        "discount_limit_percent_text",
    )?;
    store.barcode_masks = masks(&input.barcode_masks)?;
    store.receipt.columns =
        u16::try_from(input.printer.columns).map_err(|_| invalid("printer.columns"))?;
    store.receipt.header = lines(&input.receipt_header);
    store.receipt.footer = lines(&input.receipt_footer);
    check(&store)?;
    if !TEXT_SCALES.contains(&input.text_scale) {
        return Err(invalid("text_scale"));
    }
    if input.auto_lock_minutes > MAX_AUTO_LOCK_MINUTES {
        return Err(invalid("auto_lock_minutes"));
    }
    if input.sound_volume > 100 {
        return Err(invalid("sound_volume"));
    }
    own.theme = input.theme;
    own.text_scale = input.text_scale;
    own.auto_lock_minutes = input.auto_lock_minutes;
    own.sound_volume = input.sound_volume;
    own.set_printer(&input.printer);
    Ok((store, own))
}

/// Taxes and rounding may hold more than the screen shows, such as a second rate of a newer
/// program: what was not touched stays as it is.
fn change_what_is_shown(store: &mut StoreSettings, input: &SettingsInput) -> Result<(), AppError> {
    if input.tax != tax_input(&store.tax_rates) {
        if store.tax_rates.len() > 1 {
            return Err(SettingsError::Invalid { field: "tax" }.into());
        }
        store.tax_rates = tax_rates(&input.tax)?;
    }
    if input.rounding != rounding_input(store) {
        store.cash_rounding = cash_rounding(input.rounding)?;
    }
    Ok(())
}

fn check(store: &StoreSettings) -> Result<(), AppError> {
    Ok(store.check()?)
}

fn tax_rates(input: &TaxInput) -> Result<Vec<TaxRate>, AppError> {
    match input.mode {
        TaxMode::None => Ok(Vec::new()),
        TaxMode::Ppn => Ok(vec![TaxRate::ppn().with_inclusive(input.inclusive)]),
        TaxMode::Custom => {
            let name = clean(&input.name);
            if name.is_empty() {
                return Err(SettingsError::Invalid { field: "tax.name" }.into());
            }
            let rate = TaxRate {
                base_numerator: input.base_numerator,
                base_denominator: input.base_denominator,
                ..TaxRate::percent(
                    CUSTOM_TAX,
                    &name,
                    decimal(&input.rate_text, "tax.rate_text")?,
                )
            };
            Ok(vec![rate.with_inclusive(input.inclusive)])
        }
    }
}

fn cash_rounding(input: RoundingInput) -> Result<Option<CashRounding>, AppError> {
    if !input.enabled {
        return Ok(None);
    }
    let step_cents = Cents::new(input.step_cents)
        .ok()
        .filter(|step| step.is_positive())
        .ok_or(SettingsError::Invalid {
            field: "rounding.step_cents",
        })?;
    let mode = match input.mode {
        RoundingDirection::Nearest => RoundingMode::HOUSE,
        RoundingDirection::Up => RoundingMode::Ceiling,
        RoundingDirection::Down => RoundingMode::Floor,
    };
    Ok(Some(CashRounding { step_cents, mode }))
}

fn masks(texts: &[String]) -> Result<Vec<Mask>, AppError> {
    texts
        .iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .map(|text| {
            let field = "barcode_masks";
            Mask::parse(text).map_err(|_| SettingsError::Invalid { field }.into())
        })
        .collect()
}

fn decimal(text: &str, field: &'static str) -> Result<Decimal, AppError> {
    let plain = text.trim().trim_end_matches('%').trim().replace(',', ".");
    Decimal::from_str(&plain).map_err(|_| SettingsError::Invalid { field }.into())
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(trim_invisible)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
