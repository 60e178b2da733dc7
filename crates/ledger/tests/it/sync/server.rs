//! Answers of a server, without a server.

use domain::catalog::{Product, ProductChange, ProductPatch};
use domain::entry::kinds::{ProductsChanged, ProductsSource};
use domain::entry::{EntryBody, Head, SignedHead, SigningKey};
use domain::feed::{FeedChange, FeedRow, ProductState};
use ledger::{Acknowledgement, Enrolment, FeedApplied, Ledger, LedgerError, OpenOptions};
use uuid::Uuid;

use crate::shop::{NOW, Shop, append, id};

pub(super) fn server_key() -> SigningKey {
    SigningKey::from_seed(&[21; 32])
}

pub(super) fn enrolment() -> Enrolment {
    Enrolment {
        server_url: "https://sync.example".to_owned(),
        organization_name: "Toko Sari".to_owned(),
        server_public_key: server_key().public().to_hex(),
        feed_epoch: Uuid::from_u128(7),
    }
}

/// A shop that is enrolled, and whose log so far is acknowledged.
pub(crate) fn enrolled(options: OpenOptions) -> Shop {
    let shop = Shop::open(options);
    shop.ledger.enrol(&enrolment(), "00").unwrap();
    acknowledge_all(&shop.ledger, 0);
    shop
}

pub(super) fn signed(ledger: &Ledger, head: Head) -> SignedHead {
    let identity = ledger.identity();
    SignedHead::sign(
        identity.organization_id,
        identity.register_id,
        head,
        NOW.recorded_at_ms + 5,
        &server_key(),
    )
}

/// The answer of a server that has everything up to this seq.
pub(super) fn answer(ledger: &Ledger, seq: u64, feed_seq: u64) -> Acknowledgement {
    let epoch = ledger.identity().epoch;
    let hash = ledger.hash_at(epoch, seq).unwrap().unwrap();
    Acknowledgement {
        head: signed(ledger, Head { epoch, seq, hash }),
        ratchet: format!("{seq:02}"),
        feed_seq,
        quarantined: Vec::new(),
        profiles_sent: Vec::new(),
        now_ms: NOW.recorded_at_ms,
    }
}

pub(super) fn acknowledge_all(ledger: &Ledger, feed_seq: u64) {
    let head = ledger.head().unwrap();
    ledger
        .acknowledge(&answer(ledger, head.seq, feed_seq))
        .unwrap();
}

pub(super) fn row(feed_seq: u64, change: FeedChange) -> FeedRow {
    FeedRow {
        feed_seq,
        origin: None,
        change,
    }
}

pub(super) fn product_row(feed_seq: u64, product: &Product) -> FeedRow {
    let state = ProductState::from(product.clone());
    row(feed_seq, FeedChange::Product(Box::new(state)))
}

pub(super) fn pull(
    ledger: &Ledger,
    rows: &[FeedRow],
    next: u64,
) -> Result<FeedApplied, LedgerError> {
    ledger.feed_apply(enrolment().feed_epoch, rows, next, NOW.recorded_at_ms)
}

/// Edits a product at this register.
pub(super) fn edit(ledger: &Ledger, product: &Product, patch: ProductPatch) {
    let body = EntryBody::ProductsChanged(ProductsChanged {
        source: ProductsSource::Screen,
        by_user_id: None,
        changes: vec![ProductChange {
            product_id: product.product_id,
            base_revision: product.revision,
            patch,
            stock_delta_thousandths: 0,
        }],
    });
    append(ledger, id(), &body).unwrap();
}

pub(super) fn price(cents: i64) -> ProductPatch {
    ProductPatch {
        price_cents: Some(Some(crate::shop::cents(cents))),
        ..ProductPatch::default()
    }
}
