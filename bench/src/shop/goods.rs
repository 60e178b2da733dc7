//! A generated catalog: product `n` is the same in every run, so that no catalog has to be stored.

use std::fmt::Write as _;

use anyhow::Result;
use domain::barcode::check_digit::check_digit;
use domain::catalog::Product;
use domain::money::Cents;
use uuid::Uuid;

/// The id of product 0; the others follow it, as those of an import do.
const FIRST_ID: u128 = 0x0192_0000_0000_7000_8000_0000_0000_0000;

const BRANDS: [&str; 16] = [
    "Tirtajaya",
    "Melati",
    "Rosé",
    "Sinar",
    "Café Nusa",
    "Bintang",
    "Pelangi",
    "Mekar",
    "Crème",
    "Surya",
    "Lestari",
    "Purnama",
    "Señora",
    "Cahaya",
    "Anggrek",
    "Matahari",
];
const KINDS: [&str; 24] = [
    "Air Mineral",
    "Teh Botol",
    "Kopi Bubuk",
    "Susu Kental",
    "Mie Goreng",
    "Mie Kuah",
    "Beras",
    "Gula Pasir",
    "Minyak Goreng",
    "Kecap Manis",
    "Saus Sambal",
    "Sabun Mandi",
    "Sampo",
    "Pasta Gigi",
    "Deterjen",
    "Tisu",
    "Biskuit",
    "Keripik",
    "Cokelat",
    "Permen",
    "Sirup",
    "Tepung",
    "Sarden",
    "Kornet",
];
const FLAVOURS: [&str; 18] = [
    "Jeruk", "Stroberi", "Vanila", "Original", "Pedas", "Manis", "Asin", "Jahe", "Lemon", "Pandan",
    "Kelapa", "Durian", "Mangga", "Melon", "Leci", "Rempah", "Putih", "Hitam",
];
const SIZES: [&str; 12] = [
    "100 g", "250 g", "500 g", "1 kg", "5 kg", "220 ml", "330 ml", "600 ml", "1 l", "1,5 l",
    "isi 6", "isi 12",
];

/// Product `number`, with a valid EAN-13.
pub(crate) fn product(number: u32) -> Result<Product> {
    let step = usize::try_from(number)?;
    let kind = pick(&KINDS, step);
    let price = 50_000 + i64::from(number % 400) * 2_500;
    Ok(Product {
        sku: Some(format!("S{number:07}")),
        barcode: Some(barcode(number)?),
        name: format!(
            "{kind} {} {} {} {number}",
            pick(&BRANDS, step / 7),
            pick(&FLAVOURS, step / 3),
            pick(&SIZES, step / 11),
        ),
        category: Some(kind.to_owned()),
        unit: Some("pcs".to_owned()),
        price_cents: Some(Cents::new(price)?),
        cost_cents: Some(Cents::new(price * 4 / 5)?),
        ..Product::blank(id(number))
    })
}

pub(crate) fn id(number: u32) -> Uuid {
    Uuid::from_u128(FIRST_ID + u128::from(number) * 0x1_0001)
}

pub(crate) fn barcode(number: u32) -> Result<String> {
    let digits = format!("899{number:09}");
    let check = check_digit(&digits).ok_or_else(|| anyhow::anyhow!("no check digit"))?;
    Ok(format!("{digits}{check}"))
}

/// A number from 0 to `below`, spread like scans: any product may be next.
pub(crate) fn scattered(step: u64, below: u32) -> u32 {
    let mixed = step.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    u32::try_from(mixed % u64::from(below.max(1))).unwrap_or(0)
}

/// A query as a cashier types it: 1 to 3 letters, a word, two words, diacritics.
pub(crate) fn query(step: u32) -> String {
    let number = usize::try_from(step / 6).unwrap_or(0);
    let word = |list: &[&str]| {
        let words = pick(list, number);
        words.split(' ').next().unwrap_or(words).to_owned()
    };
    match step % 6 {
        letters @ 0..3 => {
            let word = word(&KINDS).to_lowercase();
            word.chars()
                .take(usize::try_from(letters + 1).unwrap_or(1))
                .collect()
        }
        3 => word(&FLAVOURS).to_lowercase(),
        4 => format!(
            "{} {}",
            word(&KINDS).to_lowercase(),
            word(&FLAVOURS).to_lowercase()
        ),
        _ => pick(
            &["rosé", "cafe", "crème", "senora", "Café nusa", "señora l"],
            number,
        )
        .to_owned(),
    }
}

/// The catalog as a spreadsheet saves it.
pub(crate) fn csv(count: u32) -> Result<String> {
    let mut text = String::from("barcode,sku,name,price,cost,category,unit\n");
    for number in 0..count {
        let product = product(number)?;
        let major = |cents: Option<Cents>| cents.map_or(0, |cents| cents.value() / 100);
        writeln!(
            text,
            "{},{},\"{}\",{},{},{},pcs",
            product.barcode.unwrap_or_default(),
            product.sku.unwrap_or_default(),
            product.name,
            major(product.price_cents),
            major(product.cost_cents),
            product.category.unwrap_or_default(),
        )?;
    }
    Ok(text)
}

fn pick<'a>(list: &[&'a str], step: usize) -> &'a str {
    list.get(step % list.len()).copied().unwrap_or_default()
}
