//! Units.

use domain::unit::{Measure, is_counted};

#[test]
fn what_is_measured_is_known_and_everything_else_is_counted() {
    for unit in [
        None,
        Some(""),
        Some("pcs"),
        Some("PCS"),
        Some("Botol"),
        Some("karton"),
    ] {
        assert!(is_counted(unit), "{unit:?}");
    }
    for unit in [
        "lusin", "dozen", "box", "sachet", "ekor", " pcs", "lembar", "set",
    ] {
        assert!(is_counted(Some(unit)), "{unit}");
    }
    for unit in [
        "kg", "Kg.", " KG ", "liter", "m", "ons", "gr", "m\u{b2}", "ml", "yard",
    ] {
        assert!(!is_counted(Some(unit)), "{unit}");
    }
    assert_eq!(Measure::of_unit("kilo"), Some(Measure::KILOGRAM));
}
