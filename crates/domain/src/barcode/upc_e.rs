//! UPC-E: a UPC-A whose zeros are left out.

/// The UPC-A of an eight-digit UPC-E (number system 0 or 1, six digits, check digit), or `None`
/// when the text has another shape. The check digit is taken over as it is.
pub fn expand(code: &str) -> Option<String> {
    if code.len() != 8 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let system = code
        .get(..1)
        .filter(|system| matches!(*system, "0" | "1"))?;
    let two = code.get(1..3)?;
    let third = code.get(3..4)?;
    let fourth = code.get(4..5)?;
    let fifth = code.get(5..6)?;
    let last = code.get(6..7)?;
    let check = code.get(7..)?;
    // GS1 General Specifications, 5.2.2.4.2: the last digit tells where the zeros were.
    let number = match last {
        "0" | "1" | "2" => format!("{two}{last}0000{third}{fourth}{fifth}"),
        "3" => format!("{two}{third}00000{fourth}{fifth}"),
        "4" => format!("{two}{third}{fourth}00000{fifth}"),
        _ => format!("{two}{third}{fourth}{fifth}0000{last}"),
    };
    Some(format!("{system}{number}{check}"))
}
