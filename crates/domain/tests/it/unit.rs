//! Units.

use domain::unit::is_counted;

#[test]
fn pieces_are_counted_and_everything_else_is_measured() {
    for unit in [None, Some(""), Some("pcs"), Some("PCS"), Some("Botol")] {
        assert!(is_counted(unit), "{unit:?}");
    }
    for unit in ["kg", "liter", "m", " pcs", "dozen"] {
        assert!(!is_counted(Some(unit)), "{unit}");
    }
}
