//! The wire format is frozen: every later version must read what an earlier one wrote.

#![expect(clippy::unwrap_used, reason = "test helpers may stop the test")]

mod codes;
mod proof;
mod receive;
mod rows;
mod shape;
mod version;

use std::path::Path;

use domain::catalog::ProductStatus;
use domain::currency::{Currency, Locale};
use domain::entry::{
    ClockReading, EntryHeader, EntryKind, ExportedEntry, Hash, Head, SignedHead, SigningKey, seal,
};
use domain::feed::{
    CatalogConflict, ConflictField, FeedChange, FeedOrigin, FeedRow, ProductState, RegisterState,
    RegisterStatus, StoreState, UserSecretProfile, UserState,
};
use domain::money::Cents;
use domain::store::StoreSettings;
use domain::user::Role;
use protocol::{
    CodeAnswer, CodeRequest, EnrolAnswer, EnrolRequest, Founding, Hint, PROTOCOL, Profile,
    PullAnswer, PullQuery, PushAnswer, PushRequest, QuarantineReason, Quarantined, Refusal,
    RefusalCode, SnapshotHeader,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

const TIME: i64 = 1_790_000_000_123;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + number)
}

fn register_key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

fn server_key() -> SigningKey {
    SigningKey::from_seed(&[2; 32])
}

/// Compares with the file, and reads the file back. `KASAPRO_BLESS=1` writes a file that is not
/// there yet; one that is there is never changed.
fn frozen<T: Serialize + DeserializeOwned>(name: &str, value: &T) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/golden")
        .join(name);
    let json = serde_json::to_string_pretty(value).unwrap() + "\n";
    if !path.exists() && std::env::var_os("KASAPRO_BLESS").is_some() {
        std::fs::write(&path, &json).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    assert_eq!(json, golden, "{name} differs");
    let read: T = serde_json::from_str(&golden).unwrap();
    assert_eq!(serde_json::to_string_pretty(&read).unwrap() + "\n", golden);
}

fn signed_head() -> SignedHead {
    let head = Head {
        epoch: id(3),
        seq: 42,
        hash: Hash([0xab; 32]),
    };
    SignedHead::sign(id(1), id(2), head, TIME, &server_key())
}

fn entry() -> ExportedEntry {
    let header = EntryHeader {
        organization_id: id(1),
        register_id: id(2),
        epoch: id(3),
        seq: 43,
        entry_id: id(4),
        kind: EntryKind::DrawerOpened,
        version: 1,
        recorded_at_ms: TIME,
        clock: ClockReading {
            utc_offset_minutes: 420,
            suspect: false,
        },
        prev_hash: Hash([0xab; 32]),
    };
    let body = br#"{"reason":"change \"small\""}"#.to_vec();
    ExportedEntry::of(&seal(header, body, &register_key()).unwrap()).unwrap()
}

fn profile() -> UserSecretProfile {
    UserSecretProfile {
        username: "sari".to_owned(),
        full_name: "Sari Dewi".to_owned(),
        commitment_salt: "5a".repeat(32),
        pin_hash: Some("$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA".to_owned()),
        pin_length: Some(6),
    }
}

#[test]
fn a_push_reads_as_it_always_did() {
    let request = PushRequest {
        protocol: PROTOCOL,
        epoch: id(3),
        ratchet: "0f".repeat(16),
        acknowledged: Some(signed_head()),
        first_seq: 43,
        entries: vec![entry()],
        profiles: vec![Profile {
            user_id: id(5),
            profile: profile(),
        }],
    };
    frozen("push_request.json", &request);
    let quarantined = |seq, reason| Quarantined {
        seq,
        entry_id: id(4),
        reason,
    };
    let answer = PushAnswer {
        head: signed_head(),
        ratchet: "1e".repeat(16),
        already: 1,
        quarantined: vec![
            quarantined(36, QuarantineReason::UnknownKind),
            quarantined(37, QuarantineReason::BodyInvalid),
            quarantined(38, QuarantineReason::MoneyDoesNotAddUp),
            quarantined(39, QuarantineReason::ReceiptNumberRepeated),
            quarantined(40, QuarantineReason::ReferenceUnknown),
            quarantined(41, QuarantineReason::RefundedTwice),
            quarantined(42, QuarantineReason::RegisterRevoked),
        ],
        feed_seq: 12,
    };
    frozen("push_answer.json", &answer);
}

#[test]
fn a_pull_reads_as_it_always_did() {
    let query = PullQuery {
        feed_epoch: id(6),
        after: 11,
        limit: 200,
    };
    frozen("pull_query.json", &query);
    let answer = PullAnswer {
        feed_epoch: id(6),
        rows: rows(),
        next: 16,
        more: true,
        server_time_ms: TIME,
    };
    frozen("pull_answer.json", &answer);
    let header = SnapshotHeader {
        protocol: PROTOCOL,
        feed_epoch: id(6),
        feed_seq: 16,
        rows: 5,
    };
    frozen("snapshot_header.json", &header);
    frozen("hint.json", &Hint { feed_seq: 16 });
}

fn rows() -> Vec<FeedRow> {
    let product = ProductState {
        product_id: id(7),
        revision: 3,
        sku: Some("TEA-1".to_owned()),
        barcode: None,
        name: "Tea".to_owned(),
        category: Some("Drinks".to_owned()),
        unit: None,
        weighed: false,
        price_cents: Some(Cents::new(1_250).unwrap()),
        cost_cents: None,
        tax_exempt: false,
        status: ProductStatus::Active,
        low_stock_threshold_thousandths: Some(5_000),
    };
    let user = UserState {
        user_id: id(5),
        role: Role::Cashier,
        active: true,
        profile: Some(profile()),
    };
    let currency = Currency::from_code("IDR").unwrap();
    let store = StoreState {
        store_id: id(8),
        revision: 2,
        settings: StoreSettings::new("Toko Sari", &currency, Locale::Id),
    };
    let register = RegisterState {
        register_id: id(2),
        store_id: id(8),
        name: "Kassa 1".to_owned(),
        status: RegisterStatus::Revoked,
    };
    let conflict = CatalogConflict {
        conflict_id: id(9),
        product_id: id(7),
        product_name: "Tea".to_owned(),
        field: ConflictField::PriceCents,
        kept: "1250".to_owned(),
        lost: "1300".to_owned(),
        lost_register_id: id(2),
        entry_id: id(4),
        server_time_ms: TIME,
    };
    let changes = [
        FeedChange::Product(Box::new(product)),
        FeedChange::User(Box::new(user)),
        FeedChange::Store(Box::new(store)),
        FeedChange::Register(register),
        FeedChange::Conflict(Box::new(conflict)),
    ];
    let origin = FeedOrigin {
        register_id: id(2),
        entry_id: id(4),
    };
    (12..)
        .zip(changes)
        .map(|(feed_seq, change)| FeedRow {
            feed_seq,
            origin: (feed_seq == 12).then_some(origin),
            change,
        })
        .collect()
}

#[test]
fn an_enrolment_reads_as_it_always_did() {
    let request = EnrolRequest {
        protocol: PROTOCOL,
        code: "ABCD-2345".to_owned(),
        register_id: id(2),
        register_name: "Kassa 1".to_owned(),
        public_key: register_key().public(),
        founding: Some(Founding {
            organization_id: id(1),
            store_id: id(8),
            store_name: "Toko Sari".to_owned(),
            pepper: "77".repeat(32),
        }),
    };
    frozen("enrol_request.json", &request);
    let answer = EnrolAnswer {
        organization_id: id(1),
        organization_name: "Sari".to_owned(),
        store_id: id(8),
        server_public_key: server_key().public(),
        feed_epoch: id(6),
        ratchet: "0f".repeat(16),
        pepper: "77".repeat(32),
        server_time_ms: TIME,
    };
    frozen("enrol_answer.json", &answer);
    let request = CodeRequest { by_user_id: id(5) };
    frozen("code_request.json", &request);
    let answer = CodeAnswer {
        code: "WXYZ-6789".to_owned(),
        expires_at_ms: TIME,
    };
    frozen("code_answer.json", &answer);
}

#[test]
fn every_refusal_reads_as_it_always_did() {
    use RefusalCode as Code;
    let codes = [
        Code::Gap,
        Code::Fork,
        Code::Tamper,
        Code::Ratchet,
        Code::MustResnapshot,
        Code::Malformed,
        Code::NotProved,
        Code::ClockOff,
        Code::Replayed,
        Code::Forbidden,
        Code::NotEnrolled,
        Code::CodeInvalid,
        Code::AlreadyEnrolled,
        Code::TooLarge,
        Code::ProtocolTooOld,
        Code::TooManyRequests,
        Code::Internal,
        Code::Unavailable,
        Code::Other,
    ];
    let refusals: Vec<Refusal> = codes
        .into_iter()
        .map(|code| Refusal {
            code,
            message: format!("{}", code.status()),
            head: (code == Code::Fork).then(signed_head),
            server_time_ms: TIME,
        })
        .collect();
    frozen("refusals.json", &refusals);
    for (name, code) in [
        ("refusal_protocol_too_new.json", Code::ProtocolTooNew),
        ("refusal_register_name_taken.json", Code::RegisterNameTaken),
    ] {
        let refusal = Refusal {
            code,
            message: format!("{}", code.status()),
            head: None,
            server_time_ms: TIME,
        };
        frozen(name, &refusal);
    }
}

#[test]
fn what_a_newer_server_says_is_read_as_something_else() {
    let code: RefusalCode = serde_json::from_str(r#""moon_too_full""#).unwrap();
    assert_eq!(code, RefusalCode::Other);
    let reason: QuarantineReason = serde_json::from_str(r#""moon_too_full""#).unwrap();
    assert_eq!(reason, QuarantineReason::Other);
    let row: FeedRow =
        serde_json::from_str(r#"{"feed_seq":1,"origin":null,"change":{"entity":"moon","full":1}}"#)
            .unwrap();
    assert!(matches!(row.change, FeedChange::Unknown(_)));
}
