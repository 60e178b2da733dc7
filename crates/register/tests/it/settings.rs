//! Settings: all of them or none, and what they change.

use register::ErrorCode;
use register::view::{Language, RoundingDirection, RoundingInput, TaxInput, TaxMode, Theme};

use crate::bench_shop::{BenchShop, WATER, file_printer, id};

fn entries_of(shop: &BenchShop, kind: &str) -> usize {
    let entries = shop.register.ledger_tail(1000).unwrap();
    entries.iter().filter(|entry| entry.kind == kind).count()
}

#[test]
fn what_is_written_is_what_is_read_also_after_a_restart() {
    let shop = BenchShop::new();
    let mut settings = shop.register.settings_read().unwrap().settings;
    settings.store_name = "Warung Anggrek".to_owned();
    settings.language = Language::En;
    settings.theme = Theme::Dark;
    settings.text_scale = 125;
    settings.printer = file_printer(&shop.paper());
    settings.tax = TaxInput {
        mode: TaxMode::Custom,
        name: "PB1".to_owned(),
        rate_text: "10".to_owned(),
        base_numerator: 1,
        base_denominator: 1,
        inclusive: false,
    };
    settings.rounding = RoundingInput {
        enabled: true,
        step_cents: 10_000,
        mode: RoundingDirection::Down,
    };
    settings.business_day_cutoff_minutes = 180;
    settings.receipt_header = "Buka 07-21".to_owned();
    settings.receipt_footer = "Terima kasih\nSampai jumpa".to_owned();
    settings.discount_limit_percent_text = "7.5".to_owned();
    settings.over_short_limit_text = "250".to_owned();
    settings.auto_lock_minutes = 0;
    settings.sound_volume = 0;
    settings.barcode_masks = vec!["21PPPPPWWWWWC".to_owned()];
    let command = id();
    assert_eq!(
        shop.register
            .settings_write(command, &settings)
            .unwrap()
            .settings,
        settings
    );
    let shop = shop.restart();
    shop.unlock_owner();
    assert_eq!(shop.register.settings_read().unwrap().settings, settings);
    let status = shop.register.app_status().unwrap();
    assert_eq!(
        (status.store_name.as_str(), status.text_scale),
        ("Warung Anggrek", 125)
    );
    shop.register.settings_write(command, &settings).unwrap();
    assert_eq!(
        entries_of(&shop, "store_changed"),
        2,
        "setup and one change"
    );
    shop.open_shift();
    shop.scan(WATER);
    let cart = shop.register.cart_view().unwrap();
    assert_eq!(
        (cart.tax_lines[0].name.as_str(), cart.total.text.as_str()),
        ("PB1", "Rp 3,850")
    );
}

#[test]
fn the_registers_own_choices_are_no_part_of_the_log() {
    let shop = BenchShop::new();
    let mut settings = shop.register.settings_read().unwrap().settings;
    settings.theme = Theme::Light;
    shop.register.settings_write(id(), &settings).unwrap();
    assert_eq!(entries_of(&shop, "store_changed"), 1);
}

#[test]
fn a_setting_out_of_bounds_is_named_and_nothing_changes() {
    let shop = BenchShop::new();
    let before = shop.register.settings_read().unwrap().settings;
    let refused = |change: fn(&mut register::view::SettingsInput)| {
        let mut settings = before.clone();
        settings.theme = Theme::Dark;
        change(&mut settings);
        let error = shop.register.settings_write(id(), &settings).unwrap_err();
        assert_eq!(error.code(), ErrorCode::SettingsInvalid);
        assert_eq!(shop.register.settings_read().unwrap().settings, before);
        error.details().unwrap().field.unwrap()
    };
    assert_eq!(
        refused(|settings| settings.store_name.clear()),
        "store_name"
    );
    assert_eq!(refused(|settings| settings.text_scale = 90), "text_scale");
    assert_eq!(
        refused(|settings| settings.sound_volume = 101),
        "sound_volume"
    );
    assert_eq!(
        refused(|settings| settings.printer.columns = 40),
        "printer.columns"
    );
    assert_eq!(
        refused(|settings| settings.printer.drawer_pin = 3),
        "printer.drawer_pin"
    );
    assert_eq!(
        refused(|settings| settings.business_day_cutoff_minutes = 1000),
        "business_day_cutoff_minutes"
    );
    assert_eq!(
        refused(|settings| settings.discount_limit_percent_text = "x".to_owned()),
        "discount_limit_percent_text"
    );
    assert_eq!(
        refused(|settings| settings.rounding = RoundingInput {
            enabled: true,
            step_cents: 0,
            mode: RoundingDirection::Up,
        }),
        "rounding.step_cents"
    );
    assert_eq!(
        refused(|settings| settings.barcode_masks = vec!["9".to_owned()]),
        "barcode_masks"
    );
}
