//! Verification names the first problem.

use domain::cart::TransactionKind;
use domain::entry::{EntryBody, EntryError, SigningKey};
use domain::invariant::Breach;
use ledger::{Verification, VerifyError, verify_export};

use crate::open::raw_connection;
use crate::shop::{NOW, QUIET, Shop, id, products, register_key};

fn traded() -> Shop {
    let shop = Shop::open(QUIET);
    let goods = products(4);
    shop.add_products(&goods, 10_000);
    (0..5).for_each(|_| _ = shop.sell(&goods));
    shop.ring_up(&goods[..1], TransactionKind::Refund).unwrap();
    shop
}

fn verify(shop: &Shop) -> Verification {
    let key = register_key().public();
    shop.ledger.verify(Some(&key), &mut |_| {}).unwrap()
}

/// Changes the file directly, with the right key.
fn tampered(sql: &str) -> Verification {
    let shop = traded();
    shop.ledger.catch_up().unwrap();
    let path = shop.path.clone();
    let shop = shop.reopen_after(QUIET, || {
        let raw = raw_connection(&path);
        assert!(raw.execute(sql, []).unwrap() > 0, "{sql} changed nothing");
    });
    verify(&shop)
}

fn breach(found: &Verification) -> &Breach {
    match found.error.as_deref() {
        Some(VerifyError::Entry { violation, .. }) => &violation.what,
        other => panic!("not an entry: {other:?}"),
    }
}

#[test]
fn a_day_of_trade_is_sound() {
    let shop = traded();
    let found = verify(&shop);
    assert!(found.error.is_none(), "{:?}", found.error);
    assert_eq!(found.entries, 10);
    assert_eq!(found.head, Some(shop.ledger.head().unwrap()));
    let left: Vec<_> = std::fs::read_dir(shop.folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("verify"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_changed_body_is_named() {
    let found = tampered(
        "UPDATE entries SET body = CAST(replace(body, '350000', '350001') AS BLOB) WHERE position = 7",
    );
    assert!(matches!(
        breach(&found),
        Breach::Chain(EntryError::HashDiffers)
    ));
    assert_eq!(found.entries, 6);
    match found.error.as_deref() {
        Some(VerifyError::Entry {
            position: 7, entry, ..
        }) => assert_eq!(entry.seq, 7),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_changed_time_is_named() {
    let found =
        tampered("UPDATE entries SET recorded_at_ms = recorded_at_ms + 1 WHERE position = 5");
    assert!(matches!(
        breach(&found),
        Breach::Chain(EntryError::HashDiffers)
    ));
}

#[test]
fn a_broken_link_is_named() {
    let found = tampered("UPDATE entries SET prev_hash = zeroblob(32) WHERE position = 6");
    assert!(matches!(
        breach(&found),
        Breach::Chain(EntryError::LinkBroken)
    ));
}

#[test]
fn a_forged_signature_is_named() {
    let found = tampered("UPDATE entries SET signature = zeroblob(64) WHERE position = 6");
    assert!(matches!(
        breach(&found),
        Breach::Chain(EntryError::SignatureInvalid)
    ));
}

#[test]
fn a_missing_entry_is_named() {
    let found = tampered("DELETE FROM entries WHERE position = 6");
    assert!(matches!(
        found.error.as_deref(),
        Some(VerifyError::PositionMissing { position: 6 })
    ));
}

#[test]
fn a_seq_gap_is_named() {
    let found = tampered("UPDATE entries SET seq = seq + 1 WHERE position >= 6");
    assert!(matches!(
        breach(&found),
        Breach::Chain(EntryError::SeqNotNext {
            expected: 6,
            found: 7
        })
    ));
}

#[test]
fn a_table_that_differs_from_the_log_is_named() {
    for (table, sql) in [
        (
            "transactions",
            "UPDATE transactions SET net_amount_cents = net_amount_cents + 1 WHERE receipt_seq = 2",
        ),
        (
            "products",
            "UPDATE products SET price_cents = 1 WHERE product_no = 3",
        ),
        ("shifts", "UPDATE shifts SET float_cents = 0"),
        (
            "stock_levels",
            "UPDATE stock_levels SET level_thousandths = 0",
        ),
        (
            "transaction_items",
            "DELETE FROM transaction_items WHERE line = 4",
        ),
        ("payments", "UPDATE payments SET method = 'card'"),
        ("daily_totals", "DELETE FROM daily_totals"),
    ] {
        let found = tampered(sql);
        match found.error.as_deref() {
            Some(VerifyError::Projection { table: named, .. }) => assert_eq!(*named, table),
            other => panic!("{sql}: {other:?}"),
        }
        assert_eq!(found.entries, 10);
    }
}

#[test]
fn a_log_of_another_key_is_named() {
    let shop = traded();
    let other = SigningKey::from_seed(&[1; 32]).public();
    let found = shop.ledger.verify(Some(&other), &mut |_| {}).unwrap();
    assert!(matches!(
        found.error.as_deref(),
        Some(VerifyError::OtherKey)
    ));
}

#[test]
fn an_export_is_verified_without_the_ledger() {
    let shop = traded();
    let mut lines = Vec::new();
    assert_eq!(shop.ledger.export(&mut lines).unwrap(), 10);
    let key = register_key().public();
    let found = verify_export(lines.as_slice(), Some(&key), None, &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
    assert_eq!(found.head, Some(shop.ledger.head().unwrap()));
}

#[test]
fn a_changed_export_is_named_by_its_line() {
    let shop = traded();
    let mut bytes = Vec::new();
    shop.ledger.export(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let check = |text: &str| verify_export(text.as_bytes(), None, None, &mut |_| {}).unwrap();

    let mut lines: Vec<&str> = text.lines().collect();
    let removed = lines.remove(7);
    let found = check(&lines.join("\n"));
    assert!(matches!(
        found.error.as_deref(),
        Some(VerifyError::Entry { position: 8, .. })
    ));
    lines.insert(7, removed);
    let changed = lines[6].replace("Teh botol", "Kopi luwak");
    lines[6] = &changed;
    let found = check(&lines.join("\n"));
    assert!(matches!(
        breach(&found),
        Breach::Chain(EntryError::HashDiffers)
    ));
    lines[6] = "{";
    let found = check(&lines.join("\n"));
    assert!(matches!(
        found.error.as_deref(),
        Some(VerifyError::Line { line: 7, .. })
    ));
    assert_eq!(found.entries, 6);
}

#[test]
fn an_empty_export_proves_nothing() {
    for text in ["", "\n\n"] {
        let found = verify_export(text.as_bytes(), None, None, &mut |_| {}).unwrap();
        assert!(matches!(found.error.as_deref(), Some(VerifyError::Empty)));
    }
}

#[test]
fn an_export_that_ends_too_early_is_found_by_its_head() {
    let shop = traded();
    let mut bytes = Vec::new();
    shop.ledger.export(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let head = shop.ledger.head().unwrap().hash;
    let check = |text: &str| verify_export(text.as_bytes(), None, Some(head), &mut |_| {}).unwrap();
    assert!(check(&text).error.is_none());
    let lines: Vec<&str> = text.lines().collect();
    let found = check(&lines[..9].join("\n"));
    assert!(matches!(
        found.error.as_deref(),
        Some(VerifyError::OtherHead { expected }) if *expected == head
    ));
    assert_eq!(found.entries, 9);
}

/// Refunds one of each of these products of a known sale.
fn take_back(shop: &Shop, sale_id: uuid::Uuid, goods: &[domain::catalog::Product]) {
    shop.ledger
        .commit::<_, ledger::LedgerError>(|commit| {
            let mut body = shop.paid(commit, goods, TransactionKind::Refund);
            body.original_transaction_id = Some(sale_id);
            let body = EntryBody::TransactionCompleted(Box::new(body));
            commit.append(id(), &body, NOW, &register_key())
        })
        .unwrap();
}

#[test]
fn a_refund_beyond_its_sale_is_named() {
    let shop = traded();
    let goods = products(2);
    shop.add_products(&goods, 0);
    let sale_id = shop.sell(&goods);
    take_back(&shop, sale_id, &goods[..1]);
    take_back(&shop, sale_id, &goods[1..]);
    assert!(verify(&shop).error.is_none());
    take_back(&shop, sale_id, &goods[1..]);
    match verify(&shop).error.as_deref() {
        Some(VerifyError::RefundExceedsSale {
            receipt_number,
            product_id,
        }) => {
            assert_eq!(receipt_number, "A1-000007");
            assert_eq!(*product_id, goods[1].product_id);
        }
        other => panic!("{other:?}"),
    }
}
