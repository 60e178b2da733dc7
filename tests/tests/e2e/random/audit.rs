//! Checks that every sale must pass.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use test_support::kasaproctl::Kasaproctl;

/// The part of a sale's price that a cashier may take off alone, in the demonstration shop.
const LIMIT_PERCENT: i64 = 10;

/// The owner of the demonstration shop.
const OWNER: [&str; 4] = ["--user", "sari", "--pin", "4826"];

/// The log verifies; each sale in it is paid in full, and no cashier exceeded the discount limit
/// alone.
pub(super) fn check(control: &Kasaproctl) -> Result<()> {
    let verdict = control.json(&["ledger", "verify"])?;
    ensure!(verdict["ok"] == true, "{verdict}");
    let log = control.output(["ledger", "export"].iter().chain(&OWNER))?;
    for line in String::from_utf8(log.stdout)?.lines() {
        let entry: Value = serde_json::from_str(line)?;
        if entry["kind"] == "transaction_completed" {
            let body = entry["body"].as_str().context("no body")?;
            check_sale(&serde_json::from_str(body)?)?;
        }
    }
    Ok(())
}

fn check_sale(sale: &Value) -> Result<()> {
    let paid = sum(&sale["payments"], "amount_cents")?;
    let due = cents(sale, "net_amount_cents")? + cents(sale, "rounding_cents")?;
    ensure!(paid == due, "{paid} was paid for {due}: {sale}");
    for payment in sale["payments"].as_array().context("no payments")? {
        let kept = cents(payment, "tendered_cents")? - cents(payment, "change_cents")?;
        ensure!(kept == cents(payment, "amount_cents")?, "{payment}");
    }
    let given = cents(sale, "discount_cents")? * 100;
    let alone = cents(sale, "gross_amount_cents")? * LIMIT_PERCENT;
    let approved = sale["approvals"]
        .as_array()
        .is_some_and(|all| !all.is_empty());
    ensure!(given <= alone || approved, "given away alone: {sale}");
    Ok(())
}

fn sum(all: &Value, field: &str) -> Result<i64> {
    let all = all.as_array().context("no list")?;
    all.iter().map(|one| cents(one, field)).sum()
}

fn cents(object: &Value, field: &str) -> Result<i64> {
    object[field]
        .as_i64()
        .with_context(|| format!("no {field} in {object}"))
}
