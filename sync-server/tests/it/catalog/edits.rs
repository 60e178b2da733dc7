//! Edits of products by two registers, over the wire and back.

use domain::catalog::ProductPatch;
use domain::entry::EntryKind;
use domain::feed::{ConflictField, FeedChange};
use protocol::QuarantineReason;
use uuid::Uuid;

use super::shop::{Shop, change, name, price};
use crate::support::TestServer;

#[tokio::test]
async fn a_price_changed_by_both_keeps_the_first_arrival_and_tells_the_other() {
    let mut shop = Shop::open().await;
    shop.back
        .edit(vec![change(shop.product_id, 1, price(400_000))]);
    shop.front
        .edit(vec![change(shop.product_id, 1, price(300_000))]);
    shop.back.push().await;
    let answer = shop.front.push().await;
    assert!(answer.quarantined.is_empty());
    let product = shop.product(shop.product_id).await;
    assert_eq!(product.price_cents.unwrap().value(), 400_000);
    assert_eq!(product.revision, 3);
    let met = shop.conflicts().await;
    assert_eq!(met.len(), 1);
    assert_eq!(met[0].field, ConflictField::PriceCents);
    assert_eq!(
        (met[0].kept.as_str(), met[0].lost.as_str()),
        ("400000", "300000")
    );
    assert_eq!(met[0].lost_register_id, shop.front.device.register_id);
    assert_eq!(met[0].product_name, "Kopi");
}

#[tokio::test]
async fn a_name_changed_by_both_takes_the_last_arrival_and_keeps_the_other() {
    let mut shop = Shop::open().await;
    shop.back
        .edit(vec![change(shop.product_id, 1, name("Kopi Tubruk"))]);
    shop.back.push().await;
    shop.front
        .edit(vec![change(shop.product_id, 1, name("Kopi Susu"))]);
    shop.front.push().await;
    assert_eq!(shop.product(shop.product_id).await.name, "Kopi Susu");
    let met = shop.conflicts().await;
    assert_eq!(met[0].lost, "\"Kopi Tubruk\"");
    assert_eq!(met[0].lost_register_id, shop.back.device.register_id);
}

#[tokio::test]
async fn many_offline_edits_of_one_register_never_meet_each_other() {
    let mut shop = Shop::open().await;
    for cents in 1..=50 {
        shop.back
            .edit(vec![change(shop.product_id, 1, price(cents))]);
    }
    shop.back.push().await;
    let product = shop.product(shop.product_id).await;
    assert_eq!(product.price_cents.unwrap().value(), 50);
    assert_eq!(product.revision, 51);
    assert!(shop.conflicts().await.is_empty());
}

#[tokio::test]
async fn edits_of_one_product_within_and_across_pushes_are_one_row_of_the_feed() {
    let mut shop = Shop::open().await;
    shop.front.edit(vec![change(shop.product_id, 1, price(1))]);
    let entry = shop
        .front
        .edit(vec![change(shop.product_id, 1, name("Kopi Baru"))]);
    let before = shop.page(0).await.next;
    let answer = shop.front.push().await;
    assert_eq!(answer.feed_seq, before + 1);
    let page = shop.page(before).await;
    assert_eq!(page.rows.len(), 1);
    assert_eq!(page.rows[0].feed_seq, answer.feed_seq);
    let origin = page.rows[0].origin.unwrap();
    assert_eq!(origin.entry_id, entry.header.entry_id);
    assert_eq!(origin.register_id, shop.front.device.register_id);
}

#[tokio::test]
async fn an_edit_that_loses_everything_still_moves_its_product_in_the_feed() {
    let mut shop = Shop::open().await;
    shop.back
        .edit(vec![change(shop.product_id, 1, price(400_000))]);
    let before = shop.back.push().await.feed_seq;
    shop.front
        .edit(vec![change(shop.product_id, 1, price(300_000))]);
    let after = shop.front.push().await.feed_seq;
    let page = shop.page(before).await;
    let products = page
        .rows
        .iter()
        .filter(|row| matches!(row.change, FeedChange::Product(_)));
    assert_eq!(products.count(), 1);
    assert_eq!(page.next, after);
}

#[tokio::test]
async fn two_products_that_took_one_sku_offline_leave_the_later_without_it() {
    let mut shop = Shop::open().await;
    let sku = |name: &str| ProductPatch {
        sku: Some(Some("TEH-1".to_owned())),
        name: Some(name.to_owned()),
        ..ProductPatch::default()
    };
    let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
    shop.back.edit(vec![change(second, 0, sku("Teh Botol"))]);
    shop.front.edit(vec![change(first, 0, sku("Teh Kotak"))]);
    shop.front.push().await;
    shop.back.push().await;
    assert_eq!(shop.product(first).await.sku.as_deref(), Some("TEH-1"));
    assert_eq!(shop.product(second).await.sku, None);
    let met = shop.conflicts().await;
    assert_eq!(met.len(), 1);
    assert_eq!(
        (met[0].field, met[0].product_id),
        (ConflictField::Sku, second)
    );
    assert_eq!(
        (met[0].kept.as_str(), met[0].lost.as_str()),
        ("null", "\"TEH-1\"")
    );
}

#[tokio::test]
async fn skus_change_hands_within_one_push() {
    let mut shop = Shop::open().await;
    let (first, second, third) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let coded = |sku: Option<&str>| ProductPatch {
        sku: Some(sku.map(str::to_owned)),
        ..name("Teh")
    };
    shop.front.edit(vec![
        change(first, 0, coded(Some("A"))),
        change(second, 0, coded(Some("B"))),
    ]);
    shop.front.push().await;
    shop.front.edit(vec![
        change(first, 1, coded(None)),
        change(second, 1, coded(Some("A"))),
        change(first, 2, coded(Some("B"))),
        change(third, 0, coded(Some("C"))),
        change(third, 1, coded(None)),
        change(shop.product_id, 1, coded(Some("C"))),
    ]);
    let answer = shop.front.push().await;
    assert!(answer.quarantined.is_empty());
    assert_eq!(shop.product(first).await.sku.as_deref(), Some("B"));
    assert_eq!(shop.product(second).await.sku.as_deref(), Some("A"));
    assert_eq!(shop.product(third).await.sku, None);
    assert_eq!(
        shop.product(shop.product_id).await.sku.as_deref(),
        Some("C")
    );
    assert!(shop.conflicts().await.is_empty());
}

#[tokio::test]
async fn an_entry_with_one_product_outside_its_limits_is_quarantined_whole() {
    let mut shop = Shop::open().await;
    let made = Uuid::now_v7();
    let aside = shop.front.edit(vec![
        change(made, 0, name("Teh")),
        change(shop.product_id, 1, price(1)),
        change(shop.product_id, 2, name(" ")),
    ]);
    shop.front
        .edit(vec![change(shop.product_id, 1, name("Kopi Baru"))]);
    let answer = shop.front.push().await;
    assert_eq!(answer.quarantined.len(), 1);
    assert_eq!(answer.quarantined[0].seq, aside.header.seq);
    assert_eq!(answer.quarantined[0].reason, QuarantineReason::BodyInvalid);
    let product = shop.product(shop.product_id).await;
    assert_eq!(product.name, "Kopi Baru");
    assert_eq!(product.price_cents.unwrap().value(), 350_000);
    let made = format!("select count(*) from products where product_id = '{made}'");
    assert_eq!(shop.server.database.number(&made).await, 0);
}

#[tokio::test]
async fn an_edit_of_a_product_that_never_arrived_names_what_is_missing() {
    let mut shop = Shop::open().await;
    shop.back.edit(vec![change(Uuid::now_v7(), 4, price(1))]);
    let answer = shop.back.push().await;
    assert_eq!(
        answer.quarantined[0].reason,
        QuarantineReason::ReferenceUnknown
    );
}

/// A server that was restored from an older backup is refilled by all registers at once, in any
/// order.
#[tokio::test]
async fn an_edit_that_waited_for_its_product_counts_when_it_comes() {
    let mut shop = Shop::open().await;
    let (late, later) = (Uuid::now_v7(), Uuid::now_v7());
    shop.back.edit(vec![change(late, 1, price(900))]);
    shop.back.edit(vec![change(later, 2, price(700))]);
    shop.back.edit(vec![change(late, 1, name("Gula Merah"))]);
    let answer = shop.back.push().await;
    assert_eq!(answer.quarantined.len(), 3);
    let made = ProductPatch {
        unit: Some(Some("kg".to_owned())),
        ..name("Gula")
    };
    shop.front.edit(vec![change(late, 0, made)]);
    let answer = shop.front.push().await;
    assert!(answer.quarantined.is_empty());
    let product = shop.product(late).await;
    assert_eq!(product.price_cents.unwrap().value(), 900);
    assert_eq!(
        (product.name.as_str(), product.unit.as_deref()),
        ("Gula Merah", Some("kg"))
    );
    assert!(shop.conflicts().await.is_empty());
    let waiting = "select count(*) from quarantine where not projected";
    assert_eq!(shop.server.database.number(waiting).await, 1);
}

#[tokio::test]
async fn a_repeated_push_changes_nothing() {
    // No background task folds stock during the test.
    let mut shop = Shop::open_at(TestServer::quiet().await).await;
    let entry = shop.front.edit(vec![change(shop.product_id, 1, price(1))]);
    let first = shop.front.push().await;
    let organization_id = shop.front.device.organization_id;
    let before = shop.server.database.fingerprint(organization_id).await;
    let epoch = shop.front.books.epoch();
    let second = shop.front.device.push(epoch, &[entry]).await;
    assert_eq!((second.already, second.feed_seq), (1, first.feed_seq));
    assert_eq!(
        shop.server.database.fingerprint(organization_id).await,
        before
    );
}

#[tokio::test]
async fn the_names_of_categories_are_kept() {
    let mut shop = Shop::open().await;
    let category = |name: &str| ProductPatch {
        category: Some(Some(name.to_owned())),
        ..ProductPatch::default()
    };
    shop.front
        .edit(vec![change(shop.product_id, 1, category("Minuman"))]);
    shop.front
        .edit(vec![change(shop.product_id, 2, category("Kopi"))]);
    shop.front.push().await;
    shop.front
        .edit(vec![change(shop.product_id, 3, category("Kopi"))]);
    shop.front.push().await;
    let names = "select name from categories order by name";
    assert_eq!(shop.server.database.texts(names).await, ["Kopi"]);
}

/// PostgreSQL cannot store U+0000 in a text. Such an entry must not come back with every push for
/// ever.
#[tokio::test]
async fn settings_that_no_statement_can_take_are_quarantined() {
    let mut shop = Shop::open().await;
    let opened = &shop.front.books.entries[1];
    assert_eq!(opened.header.kind, EntryKind::StoreChanged);
    let text = String::from_utf8(opened.body.clone()).unwrap();
    let text = text.replace("\"address\":\"\"", "\"address\":\"Jl.\\u0000\"");
    let (device, books) = (&shop.front.device, &mut shop.front.books);
    let aside = books.append_raw(device, EntryKind::StoreChanged, 1, text.into_bytes());
    let answer = shop.front.push().await;
    assert_eq!(answer.quarantined.len(), 1);
    assert_eq!(answer.quarantined[0].seq, aside.header.seq);
    let revision = "select revision from stores";
    assert_eq!(shop.server.database.number(revision).await, 1);
}

/// The log of a register that was never enrolled has revisions that the register counted itself.
#[tokio::test]
async fn a_founding_log_counts_revisions_as_its_register_did() {
    let mut shop = Shop::open().await;
    for revision in 1..=30_u64 {
        let patch = if revision % 2 == 0 {
            price(7)
        } else {
            name("Kopi Lagi")
        };
        shop.front
            .edit(vec![change(shop.product_id, revision, patch)]);
        if revision % 7 == 0 {
            shop.front.push().await;
        }
    }
    shop.front.push().await;
    assert_eq!(shop.product(shop.product_id).await.revision, 31);
    assert!(shop.conflicts().await.is_empty());
}
