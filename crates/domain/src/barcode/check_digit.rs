//! The check digit of GS1 numbers (GS1 General Specifications, 7.9): weights 3 and 1 from the
//! right, modulo 10.

/// The check digit for `digits`; `None` when one of them is not a digit.
pub fn check_digit(digits: &str) -> Option<u8> {
    let mut sum = 0_u32;
    for (position, letter) in digits.chars().rev().enumerate() {
        let weight = if position.is_multiple_of(2) { 3 } else { 1 };
        sum = sum.checked_add(letter.to_digit(10)?.checked_mul(weight)?)?;
    }
    let beyond = sum.checked_rem(10)?;
    u8::try_from(10_u32.checked_sub(beyond)?.checked_rem(10)?).ok()
}

/// Whether the last digit is the check digit of those before it.
pub fn is_right(code: &str) -> bool {
    let mut digits = code.chars();
    let last = digits.next_back().and_then(|letter| letter.to_digit(10));
    let expected = check_digit(digits.as_str()).map(u32::from);
    last.is_some() && last == expected && code.len() > 1
}
