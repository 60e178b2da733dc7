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

/// The numeric codes of ISO 4217, as GS1 labels hold them.
const NUMERIC: &str = "\
    AED784 AFN971 ALL008 AMD051 AOA973 ARS032 AUD036 AWG533 AZN944 BAM977 BBD052 BDT050 \
    BHD048 BIF108 BMD060 BND096 BOB068 BOV984 BRL986 BSD044 BTN064 BWP072 BYN933 BZD084 \
    CAD124 CDF976 CHE947 CHF756 CHW948 CLF990 CLP152 CNY156 COP170 COU970 CRC188 CUP192 \
    CVE132 CZK203 DJF262 DKK208 DOP214 DZD012 EGP818 ERN232 ETB230 EUR978 FJD242 FKP238 \
    GBP826 GEL981 GHS936 GIP292 GMD270 GNF324 GTQ320 GYD328 HKD344 HNL340 HTG332 HUF348 \
    IDR360 ILS376 INR356 IQD368 IRR364 ISK352 JMD388 JOD400 JPY392 KES404 KGS417 KHR116 \
    KMF174 KPW408 KRW410 KWD414 KYD136 KZT398 LAK418 LBP422 LKR144 LRD430 LSL426 LYD434 \
    MAD504 MDL498 MGA969 MKD807 MMK104 MNT496 MOP446 MRU929 MUR480 MVR462 MWK454 MXN484 \
    MXV979 MYR458 MZN943 NAD516 NGN566 NIO558 NOK578 NPR524 NZD554 OMR512 PAB590 PEN604 \
    PGK598 PHP608 PKR586 PLN985 PYG600 QAR634 RON946 RSD941 RUB643 RWF646 SAR682 SBD090 \
    SCR690 SDG938 SEK752 SGD702 SHP654 SLE925 SOS706 SRD968 SSP728 STN930 SVC222 SYP760 \
    SZL748 THB764 TJS972 TMT934 TND788 TOP776 TRY949 TTD780 TWD901 TZS834 UAH980 UGX800 \
    USD840 USN997 UYI940 UYU858 UYW927 UZS860 VED926 VES928 VND704 VUV548 WST882 XAD396 \
    XAF950 XCD951 XCG532 XOF952 XPF953 YER886 ZAR710 ZMW967 ZWG924";

/// Listed by ISO 4217 without a minor unit: metals, units of account, testing.
const WITHOUT_MINOR_UNIT: &str = "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX";

/// Symbols that people write instead of the code. A bare `$` is kept for the US dollar.
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

/// The numeric code of a currency of this table; 0, which no currency has, for another code.
pub(super) fn numeric(code: &str) -> u16 {
    let mut codes = NUMERIC.split_ascii_whitespace();
    let number = codes.find_map(|entry| entry.strip_prefix(code));
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}
