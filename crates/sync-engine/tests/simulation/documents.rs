//! The documents of a history: real bodies, real hashes, real signatures.

use std::rc::Rc;

use domain::catalog::{ProductChange, ProductPatch};
use domain::entry::kinds::{
    CashMoveKind, CashMoved, EpochCause, PreviousEpoch, ProductsChanged, ProductsSource,
    RegisterOpened, ShiftOpened,
};
use domain::entry::{
    ClockReading, Entry, EntryBody, EntryHeader, EntryKind, Head, SigningKey, seal,
};
use domain::money::Cents;
use uuid::Uuid;

/// Who writes a log.
pub(crate) struct Identity {
    pub(crate) organization_id: Uuid,
    pub(crate) register_id: Uuid,
    pub(crate) shift_id: Uuid,
    pub(crate) key: SigningKey,
}

/// The content of an entry before it gets its position in a log.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) entry_id: Uuid,
    pub(crate) kind: EntryKind,
    pub(crate) body: Vec<u8>,
    pub(crate) recorded_at_ms: i64,
}

impl Draft {
    fn of(entry_id: Uuid, body: &EntryBody, recorded_at_ms: i64) -> Self {
        let encoded = body.encode().unwrap();
        Self {
            entry_id,
            kind: encoded.kind,
            body: encoded.bytes,
            recorded_at_ms,
        }
    }

    /// The first entry of an epoch.
    pub(crate) fn opening(
        who: &Identity,
        entry_id: Uuid,
        previous: Option<(Head, EpochCause)>,
        at: i64,
    ) -> Self {
        let body = RegisterOpened {
            store_id: who.organization_id,
            register_name: "Kassa".to_owned(),
            public_key: who.key.public(),
            previous: previous.map(|(head, cause)| PreviousEpoch {
                epoch: head.epoch,
                seq: head.seq,
                hash: head.hash,
                cause,
            }),
        };
        Self::of(entry_id, &EntryBody::RegisterOpened(Box::new(body)), at)
    }

    pub(crate) fn shift(who: &Identity, entry_id: Uuid, at: i64) -> Self {
        let body = ShiftOpened {
            shift_id: who.shift_id,
            number: 1,
            user_id: who.organization_id,
            float_cents: Cents::ZERO,
            denominations: Vec::new(),
            business_date: chrono::NaiveDate::default(),
        };
        Self::of(entry_id, &EntryBody::ShiftOpened(body), at)
    }

    /// Money into the drawer, in place of a sale.
    pub(crate) fn money(who: &Identity, entry_id: Uuid, cents: i64, at: i64) -> Self {
        let body = CashMoved {
            shift_id: who.shift_id,
            user_id: who.organization_id,
            kind: CashMoveKind::PaidIn,
            amount_cents: Cents::new(cents).unwrap(),
            reason: String::new(),
            approval: None,
        };
        Self::of(entry_id, &EntryBody::CashMoved(body), at)
    }

    pub(crate) fn product(entry_id: Uuid, change: ProductChange, at: i64) -> Self {
        let body = ProductsChanged {
            source: ProductsSource::Screen,
            by_user_id: None,
            changes: vec![change],
        };
        Self::of(entry_id, &EntryBody::ProductsChanged(body), at)
    }

    /// An entry of an unknown kind, or one whose body does not match its kind.
    pub(crate) fn strange(entry_id: Uuid, readable: bool, at: i64) -> Self {
        let kind = if readable {
            EntryKind::Unrecognized("points_earned".into())
        } else {
            EntryKind::CashMoved
        };
        Self {
            entry_id,
            kind,
            body: br#"{"points":7}"#.to_vec(),
            recorded_at_ms: at,
        }
    }

    /// The same document in another place.
    pub(crate) fn again(entry: &Entry) -> Self {
        Self {
            entry_id: entry.header.entry_id,
            kind: entry.header.kind.clone(),
            body: entry.body.clone(),
            recorded_at_ms: entry.header.recorded_at_ms,
        }
    }

    pub(crate) fn seal(self, who: &Identity, after: Head) -> Rc<Entry> {
        let header = EntryHeader {
            organization_id: who.organization_id,
            register_id: who.register_id,
            epoch: after.epoch,
            seq: after.seq + 1,
            entry_id: self.entry_id,
            version: self.kind.newest_version(),
            kind: self.kind,
            recorded_at_ms: self.recorded_at_ms,
            clock: ClockReading {
                utc_offset_minutes: 0,
                suspect: false,
            },
            prev_hash: after.hash,
        };
        Rc::new(seal(header, self.body, &who.key).unwrap())
    }
}

/// An edit of one product.
pub(crate) fn edit(product_id: Uuid, base_revision: u64, patch: ProductPatch) -> ProductChange {
    ProductChange {
        product_id,
        base_revision,
        patch,
        stock_delta_thousandths: 0,
    }
}

/// The body of an entry, when it can be read.
pub(crate) fn decode(entry: &Entry) -> Option<EntryBody> {
    let header = &entry.header;
    EntryBody::decode(&header.kind, header.version, &entry.body).ok()
}

/// The products an entry edits.
pub(crate) fn edits(entry: &Entry) -> Vec<ProductChange> {
    if entry.header.kind != EntryKind::ProductsChanged {
        return Vec::new();
    }
    match decode(entry) {
        Some(EntryBody::ProductsChanged(body)) => body.changes,
        _ => Vec::new(),
    }
}
