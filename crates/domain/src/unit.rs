//! Units of quantities, as shops write them.

/// Units that are counted in whole pieces, in Indonesian and English, in lower case.
pub const COUNTED_UNITS: [&str; 6] = ["pcs", "pc", "pack", "dus", "botol", "buah"];

/// Whether a product with this unit is counted in whole pieces. A product without a unit is. Any
/// other unit is measured, so that a quantity may have decimals.
pub fn is_counted(unit: Option<&str>) -> bool {
    let Some(unit) = unit.filter(|unit| !unit.is_empty()) else {
        return true;
    };
    COUNTED_UNITS.contains(&unit.to_lowercase().as_str())
}
