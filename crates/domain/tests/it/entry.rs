//! Entries: their frozen bytes, their chain, their line form.

use domain::entry::kinds::CashMoveKind;
use domain::entry::{
    ClockReading, Entry, EntryError, EntryHeader, EntryKind, ExportError, ExportedEntry, Hash,
    Head, MAX_BODY_BYTES, PublicKey, SealError, SigningKey, seal,
};
use proptest::prelude::*;

use crate::shop::{
    EPOCH, JAKARTA_MINUTES, Log, MOMENT_MS, ORGANIZATION, REGISTER, cash_moved, day, id, key,
};

/// Values in the ledgers of all released versions. Never edit these: an entry written with another
/// hash can never be verified again.
const GOLDEN_PUBLIC_KEY: &str = "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c";
const GOLDEN_HASH: &str = "180506c255e41f7a0e2e8bbd9baddb4c81a942b7e2ebeaa22640ef5a20d969e3";
const GOLDEN_SIGNATURE: &str = "1cb47fd33f17bdc49d735c07accb8f8cea41c0036164f0a58286d155c762c8cb\
     7c0e2d493caadd6635c6252646ce5044fc24a0670735365ed6b177cc497ec20b";
const GOLDEN_LINE: &str = include_str!("golden/entry.1.ndjson");

fn golden() -> Entry {
    let header = EntryHeader {
        organization_id: ORGANIZATION,
        register_id: REGISTER,
        epoch: EPOCH,
        seq: 2,
        entry_id: id(0xe002),
        kind: EntryKind::DrawerOpened,
        version: 1,
        recorded_at_ms: MOMENT_MS,
        clock: ClockReading {
            utc_offset_minutes: JAKARTA_MINUTES,
            suspect: true,
        },
        prev_hash: Hash([0x5a; 32]),
    };
    seal(header, br#"{"frozen":"bytes"}"#.to_vec(), &key()).unwrap()
}

fn golden_predecessor() -> Head {
    Head {
        epoch: EPOCH,
        seq: 1,
        hash: Hash([0x5a; 32]),
    }
}

fn signature_hex(entry: &Entry) -> String {
    domain::hex::to_hex(&entry.signature)
}

#[test]
fn hash_signature_and_line_of_an_entry_never_change() {
    let entry = golden();
    assert_eq!(key().public().to_hex(), GOLDEN_PUBLIC_KEY);
    assert_eq!(entry.hash.to_hex(), GOLDEN_HASH);
    assert_eq!(signature_hex(&entry), GOLDEN_SIGNATURE);
    assert_eq!(
        ExportedEntry::to_line(&entry).unwrap(),
        GOLDEN_LINE.trim_end()
    );
}

#[test]
fn the_hash_covers_exactly_the_documented_bytes() {
    use sha2::{Digest, Sha256};
    let entry_id = id(0xe002);
    let parts: [&[u8]; 12] = [
        ORGANIZATION.as_bytes(),
        REGISTER.as_bytes(),
        EPOCH.as_bytes(),
        &[0, 0, 0, 0, 0, 0, 0, 2],
        entry_id.as_bytes(),
        b"drawer_opened",
        &[0, 1],
        &MOMENT_MS.to_be_bytes(),
        &[0x01, 0xa4],
        &[1],
        &[0x5a; 32],
        br#"{"frozen":"bytes"}"#,
    ];
    let mut bytes = b"kasapro-entry/1".to_vec();
    for part in parts {
        bytes.extend([0, 0, 0, u8::try_from(part.len()).unwrap()]);
        bytes.extend(part);
    }
    let digest: [u8; 32] = Sha256::digest(&bytes).into();
    assert_eq!(golden().hash, Hash(digest));
}

#[test]
fn a_line_reads_back_as_the_same_entry() {
    for entry in day().entries {
        let line = ExportedEntry::to_line(&entry).unwrap();
        assert!(!line.contains('\n'));
        assert_eq!(ExportedEntry::from_line(&line).unwrap(), entry);
    }
}

#[test]
fn a_line_with_a_short_signature_is_refused() {
    let line = ExportedEntry::to_line(&golden()).unwrap();
    let short = line.replace(&signature_hex(&golden()), "00");
    assert!(matches!(
        ExportedEntry::from_line(&short),
        Err(ExportError::Signature(_))
    ));
    assert!(matches!(
        ExportedEntry::from_line("{}"),
        Err(ExportError::Json(_))
    ));
}

#[test]
fn a_kind_of_a_newer_program_keeps_its_code() {
    let kind = EntryKind::from_code("loyalty_earned");
    assert_eq!(kind, EntryKind::Unrecognized("loyalty_earned".into()));
    assert_eq!(kind.as_str(), "loyalty_earned");
    for known in EntryKind::KNOWN {
        assert_eq!(EntryKind::from_code(known.as_str()), known);
    }
}

#[test]
fn nothing_of_a_private_key_is_printed() {
    assert_eq!(format!("{:?}", key()), "SigningKey(..)");
}

#[test]
fn a_public_key_that_is_no_point_or_weak_is_refused() {
    let mut weak = [0; 32];
    weak[0] = 1;
    assert!(PublicKey::from_bytes(&weak).is_err());
    assert!(PublicKey::from_bytes(&[2; 32]).is_err());
    assert!(PublicKey::from_hex("EA").is_err());
}

#[test]
fn what_cannot_be_an_entry_is_not_sealed() {
    let header = EntryHeader {
        seq: 0,
        ..golden().header
    };
    assert_eq!(
        seal(header, Vec::new(), &key()),
        Err(SealError::SeqMustStartAtOne)
    );
    let large = vec![b' '; MAX_BODY_BYTES + 1];
    let refused = seal(golden().header, large, &key());
    assert_eq!(
        refused,
        Err(SealError::BodyTooLarge {
            bytes: MAX_BODY_BYTES + 1
        })
    );
}

#[test]
fn each_broken_link_is_named() {
    let verify = |entry: &Entry, expected: Head| entry.verify(&expected, &key().public());
    let before = golden_predecessor();
    let entry = golden();
    assert_eq!(verify(&entry, before), Ok(entry.head()));
    let other_epoch = Head {
        epoch: id(1),
        ..before
    };
    assert_eq!(verify(&entry, other_epoch), Err(EntryError::EpochDiffers));
    let gap = EntryError::SeqNotNext {
        expected: 1,
        found: 2,
    };
    assert_eq!(verify(&entry, Head { seq: 0, ..before }), Err(gap));
    let exhausted = Head {
        seq: u64::MAX,
        ..before
    };
    assert_eq!(verify(&entry, exhausted), Err(EntryError::SeqExhausted));
    let other_hash = Head {
        hash: Hash::ZERO,
        ..before
    };
    assert_eq!(verify(&entry, other_hash), Err(EntryError::LinkBroken));
    let stranger = SigningKey::from_seed(&[8; 32]).public();
    assert_eq!(
        entry.verify(&before, &stranger),
        Err(EntryError::SignatureInvalid)
    );
}

/// Flips one bit of an entry, at a position in header, body, hash and signature.
fn flip(entry: &mut Entry, place: usize, bit: u32) {
    let mask = 1_u8 << bit;
    match place {
        0 => entry.header.recorded_at_ms ^= 1 << bit,
        1 => entry.header.clock.utc_offset_minutes ^= 1 << bit,
        2 => entry.header.clock.suspect = !entry.header.clock.suspect,
        3 => entry.header.seq ^= 1 << bit,
        4 => entry.header.version ^= 1 << bit,
        5 => entry.header.kind = EntryKind::from_code("drawer_openec"),
        6 => entry.header.entry_id = id(entry.header.entry_id.as_u128() ^ (1 << bit)),
        7 => entry.header.organization_id = id(1 << bit),
        8 => entry.header.register_id = id(1 << bit),
        9 => entry.header.epoch = id(1 << bit),
        10..=41 => entry.header.prev_hash.0[place - 10] ^= mask,
        42..=73 => entry.hash.0[place - 42] ^= mask,
        74..=137 => entry.signature[place - 74] ^= mask,
        _ => {
            let at = (place - 138) % entry.body.len();
            entry.body[at] ^= mask;
        }
    }
}

proptest! {
    #[test]
    fn any_flipped_bit_is_found(place in 0_usize..400, bit in 0_u32..8) {
        let mut log = Log::opened();
        log.append(&crate::shop::shift_opened(1_000));
        log.append(&cash_moved(CashMoveKind::PaidIn, 500));
        let before = log.entries[1].head();
        let mut entry = log.entries[2].clone();
        prop_assert!(entry.verify(&before, &key().public()).is_ok());
        flip(&mut entry, place, bit);
        prop_assert!(entry.verify(&before, &key().public()).is_err());
    }
}
