//! Rupiah as the screen shows it, computed independently of the program.

/// Minor units of one rupiah.
pub(crate) const RUPIAH: i64 = 100;

/// `Rp 12.500` for 1250000.
pub(crate) fn rupiah(cents: i64) -> String {
    let digits = (cents.abs() / RUPIAH).to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}Rp {grouped}")
}

/// Whether a screen shows this amount, in any language.
pub(crate) fn is_amount(text: &str, cents: i64) -> bool {
    text.replace(',', ".") == rupiah(cents)
}

#[test]
fn amounts_are_grouped_by_thousands() {
    assert_eq!(rupiah(50_000), "Rp 500");
    assert_eq!(rupiah(1_250_000), "Rp 12.500");
    assert_eq!(rupiah(-120_000_000), "-Rp 1.200.000");
    assert!(is_amount("Rp 1,200,000", 120_000_000));
}
