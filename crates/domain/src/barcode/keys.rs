//! All keys that one scanned or typed code may be stored under.

use super::{Barcode, Symbology, check_digit, damage, gs1, shortest_gtin, upc_e, visible};

/// The AIM identifier of EAN-8: the eight digits after it are not a UPC-E.
const AIM_EAN_8: &str = "]E4";
/// The shortest number whose leading zeros a spreadsheet may have dropped.
const SHORTEST_WITHOUT_ZEROS: usize = 7;

/// The keys of a code, most likely first. Empty if the text is not a code.
///
/// The first one is [`super::canonical`]. The others are the same digits read in another way: eight
/// digits may be EAN-8 and UPC-E, a scanner may leave out a number system or a check digit, and a
/// catalog from a spreadsheet may lack leading zeros.
pub fn keys(text: &str) -> Vec<String> {
    let Ok(code) = Barcode::parse(text) else {
        return Vec::new();
    };
    let mut keys = vec![code.canonical.clone()];
    let mut add = |key: String| {
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    };
    let plain = visible(text);
    let is_ean_8 = gs1::strip_aim(&plain).len() < plain.len() && plain.starts_with(AIM_EAN_8);
    match code.symbology {
        Symbology::Ean8 | Symbology::UpcE => {
            if let Some(upc_a) = proven_expansion(&code.digits).filter(|_| !is_ean_8) {
                add(shortest_gtin(&upc_a));
            }
            add(code.digits.clone());
            add(without_zeros(&code.digits));
        }
        Symbology::UpcA | Symbology::Ean13 | Symbology::Gtin14 => {
            if let Some(upc_a) = upc_a_of(&code.canonical) {
                for upc_e in upc_e::compress(&upc_a) {
                    add(upc_e);
                }
                add(without_zeros(&upc_a));
            }
        }
        Symbology::Other => {
            for key in of_short_digits(&code.digits) {
                add(key);
            }
        }
    }
    keys
}

fn proven_expansion(eight: &str) -> Option<String> {
    upc_e::expand(eight).filter(|upc_a| check_digit::is_right(upc_a))
}

/// The twelve digits of a key that is a UPC-A, with the zeros that the key may lack.
fn upc_a_of(key: &str) -> Option<String> {
    let ean_13 = format!("{key:0>13}");
    let upc_a = ean_13.strip_prefix('0')?;
    (upc_a.len() == 12).then(|| upc_a.to_owned())
}

/// The number without leading zeros, as a spreadsheet leaves it, if it is still too long to be a
/// number of the shop's own.
fn without_zeros(digits: &str) -> String {
    let bare = digits.trim_start_matches('0');
    if bare.len() >= SHORTEST_WITHOUT_ZEROS && bare.len() < digits.len() {
        bare.to_owned()
    } else {
        String::new()
    }
}

fn of_short_digits(code: &str) -> Vec<String> {
    if !code.bytes().all(|digit| digit.is_ascii_digit()) {
        return Vec::new();
    }
    let with_zeros = damage::with_zeros(code);
    let as_upc_e = with_zeros.as_deref().and_then(upc_e::expand);
    let numbers = [
        with_zeros.filter(|code| check_digit::is_right(code)),
        as_upc_e.filter(|upc_a| check_digit::is_right(upc_a)),
        upc_e::expand_short(code),
    ];
    let numbers = numbers.into_iter().flatten();
    numbers.map(|number| shortest_gtin(&number)).collect()
}
