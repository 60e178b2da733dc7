//! Promises 7, 9 and 11: stock, catalogs, and no pending work.

use std::collections::BTreeMap;

use domain::catalog::Product;
use uuid::Uuid;

use super::{Findings, LedgerContents, ServerContents};

pub(super) fn check(ledgers: &[LedgerContents], server: &ServerContents, findings: &mut Findings) {
    stock(server, findings);
    for ledger in ledgers.iter().filter(|ledger| !ledger.is_past) {
        nothing_waits(ledger, findings);
        same_catalog(ledger, server, findings);
    }
}

/// Promise 7: a level is the sum of its movements.
fn stock(server: &ServerContents, findings: &mut Findings) {
    let mut moved: BTreeMap<Uuid, i64> = BTreeMap::new();
    for row in &server.movements {
        *moved.entry(row.product_id).or_default() += row.delta_thousandths;
    }
    for (product_id, (product, stock)) in &server.products {
        let sum = moved.get(product_id).copied().unwrap_or(0);
        if *stock != sum {
            findings.add(
                7,
                format_args!(
                    "{}: the stock is {stock}, its movements come to {sum}",
                    product.name
                ),
            );
        }
    }
}

/// Promise 11: it has converged.
fn nothing_waits(ledger: &LedgerContents, findings: &mut Findings) {
    let name = &ledger.name;
    if ledger.waiting > 0 {
        findings.add(11, format_args!("{name}: {} entries wait", ledger.waiting));
    }
    if ledger.profiles_waiting > 0 {
        findings.add(
            11,
            format_args!("{name}: {} people wait", ledger.profiles_waiting),
        );
    }
}

/// Promises 9 and 11: the register shows what the server has.
fn same_catalog(ledger: &LedgerContents, server: &ServerContents, findings: &mut Findings) {
    let name = &ledger.name;
    let here: BTreeMap<Uuid, &Product> = ledger
        .products
        .iter()
        .map(|product| (product.product_id, product))
        .collect();
    for (product_id, product) in &here {
        match server.products.get(product_id) {
            Some((there, _)) if there == *product => {}
            Some((there, _)) => {
                findings.add(
                    9,
                    format_args!("{name}: {product:?}, on the server {there:?}"),
                );
            }
            None => findings.add(
                9,
                format_args!("{name}: {} is not on the server", product.name),
            ),
        }
    }
    for (product_id, (there, _)) in &server.products {
        if !here.contains_key(product_id) {
            findings.add(11, format_args!("{name}: {} has not arrived", there.name));
        }
    }
}
