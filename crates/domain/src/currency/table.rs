//! The currencies of ISO 4217.
//!
//! Exponents are ISO's minor units, digits those of CLDR. One row differs from CLDR on purpose:
//! rupiah. CLDR lists two digits and none in cash; Indonesian shops write none at all.

use super::{Currency, CurrencyError};

/// Exponent, digits shown, codes.
const ROWS: &[(u32, u32, &str)] = &[
    (
        0,
        0,
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    ),
    (2, 0, "IDR AFN ALL IRR KPW LAK LBP MGA MMK RSD SOS SYP YER"),
    (
        2,
        2,
        "AED AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF \
         CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS \
         GIP GMD GTQ GYD HKD HNL HTG HUF ILS INR JMD KES KGS KHR KYD KZT LKR LRD LSL MAD MDL MKD \
         MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN \
         QAR RON RUB SAR SBD SCR SDG SEK SGD SHP SLE SRD SSP STN SVC SZL THB TJS TMT TOP TRY TTD \
         TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG ZAR ZMW ZWG",
    ),
    (3, 0, "IQD"),
    (3, 3, "BHD JOD KWD LYD OMR TND"),
    (4, 4, "CLF UYW"),
];

/// Listed by ISO 4217 without a minor unit: metals, units of account, testing.
const WITHOUT_MINOR_UNIT: &str = "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX";

/// Signs that people write in place of the code. A bare `$` is kept for the US dollar.
const SYMBOLS: &[(&str, &str)] = &[
    ("IDR", "Rp"),
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("AUD", "A$"),
    ("CAD", "CA$"),
    ("HKD", "HK$"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("KRW", "₩"),
    ("MYR", "RM"),
    ("NZD", "NZ$"),
    ("PHP", "₱"),
    ("SGD", "S$"),
    ("THB", "฿"),
    ("VND", "₫"),
];

pub(super) fn find(code: &str) -> Result<Currency, CurrencyError> {
    if let Some(currency) = all().find(|currency| currency.code == code) {
        return Ok(currency);
    }
    if WITHOUT_MINOR_UNIT
        .split_ascii_whitespace()
        .any(|listed| listed == code)
    {
        return Err(CurrencyError::NoMinorUnit);
    }
    Err(CurrencyError::UnknownCode)
}

pub(super) fn all() -> impl Iterator<Item = Currency> {
    ROWS.iter().flat_map(|(exponent, digits, codes)| {
        codes.split_ascii_whitespace().map(|code| Currency {
            code,
            exponent: *exponent,
            digits: *digits,
            symbol: symbol(code),
        })
    })
}

fn symbol(code: &'static str) -> &'static str {
    SYMBOLS
        .iter()
        .find(|(listed, _)| *listed == code)
        .map_or(code, |(_, symbol)| symbol)
}
