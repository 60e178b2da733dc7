//! The settings as the screen shows them.

use domain::rounding::RoundingMode;
use domain::store::StoreSettings;
use domain::tax::TaxRate;

use crate::error::AppError;
use crate::money::MoneyText;
use crate::register::Register;
use crate::shop::ShopSettings;
use crate::view::{
    RoundingDirection, RoundingInput, SettingsInput, SettingsView, TaxInput, TaxMode,
};

/// The id of the tax that a store defines itself.
pub(super) const CUSTOM_TAX: &str = "custom";
/// A step for the screen to start with: Rp 100.
const USUAL_STEP_CENTS: i64 = 10_000;

impl Register {
    /// The settings in force.
    pub fn settings_read(&self) -> Result<SettingsView, AppError> {
        let shop = self.shop()?;
        self.actor(&shop)?;
        Ok(SettingsView {
            settings: input_of(&shop.settings(), shop.money()?),
            currency: shop.money()?.currency_view(),
            data_dir: self.data_dir().display().to_string(),
            key_file_in_use: shop.key_in_file(),
        })
    }
}

pub(crate) fn input_of(settings: &ShopSettings, money: MoneyText) -> SettingsInput {
    let ShopSettings { store, own, .. } = settings;
    SettingsInput {
        store_name: store.store_name.clone(),
        address: store.address.clone(),
        phone: store.phone.clone(),
        language: store.language.into(),
        theme: own.theme,
        text_scale: own.text_scale,
        printer: own.printer_input(),
        tax: tax_input(&store.tax_rates),
        rounding: rounding_input(store),
        business_day_cutoff_minutes: u32::from(store.business_day_cutoff_minutes),
        receipt_header: store.receipt.header.join("\n"),
        receipt_footer: store.receipt.footer.join("\n"),
        discount_limit_percent_text: store.discount_limit_percent.normalize().to_string(),
        over_short_limit_text: money.typed(store.over_short_limit_cents),
        auto_lock_minutes: own.auto_lock_minutes,
        sound_volume: own.sound_volume,
        barcode_masks: store
            .barcode_masks
            .iter()
            .map(|mask| mask.as_str().to_owned())
            .collect(),
    }
}

pub(super) fn tax_input(rates: &[TaxRate]) -> TaxInput {
    let Some(rate) = rates.first() else {
        return TaxInput::default();
    };
    TaxInput {
        mode: if rate.id == CUSTOM_TAX {
            TaxMode::Custom
        } else {
            TaxMode::Ppn
        },
        name: rate.name.clone(),
        rate_text: rate.rate.normalize().to_string(),
        base_numerator: rate.base_numerator,
        base_denominator: rate.base_denominator,
        inclusive: rate.inclusive,
    }
}

pub(super) fn rounding_input(store: &StoreSettings) -> RoundingInput {
    let Some(rounding) = store.cash_rounding else {
        return RoundingInput {
            step_cents: USUAL_STEP_CENTS,
            ..RoundingInput::default()
        };
    };
    RoundingInput {
        enabled: true,
        step_cents: rounding.step_cents.value(),
        mode: match rounding.mode {
            RoundingMode::Ceiling => RoundingDirection::Up,
            RoundingMode::Floor => RoundingDirection::Down,
            _ => RoundingDirection::Nearest,
        },
    }
}
