//! GS1 Digital Link: a web address that holds the same elements.

use super::Gs1;
use super::elements::Elements;

/// Reads an address; `None` for a text that is not an address or does not name a product.
pub(super) fn read(text: &str) -> Option<Gs1> {
    let scheme = text.find("://")?;
    let (name, rest) = text.split_at_checked(scheme)?;
    if !name.eq_ignore_ascii_case("http") && !name.eq_ignore_ascii_case("https") {
        return None;
    }
    let rest = rest.trim_start_matches("://");
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let place = segments
        .iter()
        .position(|segment| matches!(*segment, "01" | "gtin"))?;
    let mut pairs = segments.get(place..)?.chunks_exact(2);
    let mut elements = Elements::default();
    let mut whole = true;
    for pair in pairs.by_ref() {
        let [name, value] = pair else { continue };
        whole &= add(&mut elements, identifier(name), value);
    }
    let parameters = query
        .split(['&', ';'])
        .filter_map(|pair| pair.split_once('='));
    for (name, value) in parameters {
        // Other parameters belong to the web site.
        if name.bytes().all(|digit| digit.is_ascii_digit()) {
            whole &= add(&mut elements, name, value);
        }
    }
    if whole && elements.names_a_product(false) {
        Some(Gs1::Elements(elements))
    } else {
        Some(Gs1::Unreadable)
    }
}

/// The names that the first version of the standard had.
fn identifier(name: &str) -> &str {
    match name {
        "gtin" => "01",
        "cpv" => "22",
        "lot" => "10",
        "ser" => "21",
        other => other,
    }
}

fn add(elements: &mut Elements, identifier: &str, value: &str) -> bool {
    let Some(value) = decoded(value) else {
        return false;
    };
    // A GTIN may be written with 8, 12 or 13 digits here.
    let value = match (identifier, value.len()) {
        ("01", 8 | 12 | 13) => format!("{value:0>14}"),
        _ => value,
    };
    elements.add(identifier, &value)
}

/// The text with its `%41` letters.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, behind)) = rest.split_once('%') {
        bytes.extend_from_slice(plain.as_bytes());
        let (code, behind) = behind.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(code, 16).ok()?);
        rest = behind;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}
