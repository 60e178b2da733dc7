//! How a kind gets a new version: shown with a kind that has three.

use domain::entry::codec::{KindBody, decode, encode, upgrade};
use domain::entry::{BodyError, EntryKind};
use serde::{Deserialize, Serialize};

/// Version 1, frozen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct V1 {
    amount_cents: i64,
}

/// Version 2, frozen: it named the reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct V2 {
    amount_cents: i64,
    reason: String,
}

/// The newest: reasons became a list.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Newest {
    amount_cents: i64,
    reasons: Vec<String>,
}

impl From<V1> for V2 {
    fn from(old: V1) -> Self {
        Self {
            amount_cents: old.amount_cents,
            reason: String::new(),
        }
    }
}

impl From<V2> for Newest {
    fn from(old: V2) -> Self {
        let reasons = [old.reason].into_iter().filter(|text| !text.is_empty());
        Self {
            amount_cents: old.amount_cents,
            reasons: reasons.collect(),
        }
    }
}

impl KindBody for Newest {
    const KIND: &'static EntryKind = &EntryKind::CashMoved;
    const VERSION: u16 = 3;

    fn check(&self) -> Result<(), BodyError> {
        if self.amount_cents > 0 {
            Ok(())
        } else {
            Err(BodyError::AmountMustBePositive)
        }
    }

    fn read_older(version: u16, json: &[u8]) -> Option<Result<Self, serde_json::Error>> {
        match version {
            1 => Some(upgrade::<V1, V2>(json).map(Self::from)),
            2 => Some(upgrade::<V2, Self>(json)),
            _ => None,
        }
    }
}

fn newest(amount_cents: i64, reasons: &[&str]) -> Newest {
    let reasons = reasons.iter().map(|text| (*text).to_owned()).collect();
    Newest {
        amount_cents,
        reasons,
    }
}

#[test]
fn every_version_up_to_the_newest_reads_as_the_newest_shape() {
    let cases: [(u16, &str, Newest); 3] = [
        (1, r#"{"amount_cents":5}"#, newest(5, &[])),
        (
            2,
            r#"{"amount_cents":5,"reason":"ice"}"#,
            newest(5, &["ice"]),
        ),
        (
            3,
            r#"{"amount_cents":5,"reasons":["ice","tea"]}"#,
            newest(5, &["ice", "tea"]),
        ),
    ];
    for (version, json, expected) in cases {
        let read = decode::<Newest>(version, json.as_bytes()).unwrap();
        assert_eq!(read, Some(expected), "version {version}");
    }
}

#[test]
fn what_is_written_is_the_newest_version() {
    let old = br#"{"amount_cents":5,"reason":"ice"}"#;
    let read = decode::<Newest>(2, old).unwrap().unwrap();
    let encoded = encode(&read).unwrap();
    assert_eq!(encoded.version, 3);
    assert_eq!(encoded.bytes, br#"{"amount_cents":5,"reasons":["ice"]}"#);
}

#[test]
fn a_version_of_a_newer_program_is_not_read() {
    for version in [0, 4, u16::MAX] {
        let read = decode::<Newest>(version, br#"{"amount_cents":5}"#).unwrap();
        assert_eq!(read, None, "version {version}");
    }
}

#[test]
fn a_field_of_another_version_is_refused() {
    for (version, json) in [
        (1, r#"{"amount_cents":5,"reason":"ice"}"#),
        (2, r#"{"amount_cents":5}"#),
        (3, r#"{"amount_cents":5,"reason":"ice"}"#),
    ] {
        let read = decode::<Newest>(version, json.as_bytes());
        assert!(
            matches!(read, Err(BodyError::Json { .. })),
            "version {version}"
        );
    }
}

#[test]
fn an_older_version_is_held_to_the_rules_of_today() {
    let read = decode::<Newest>(1, br#"{"amount_cents":0}"#);
    assert!(matches!(read, Err(BodyError::AmountMustBePositive)));
}
