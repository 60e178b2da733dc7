//! A ledger of an earlier version is migrated, shows the same figures, and can be used further.

use anyhow::{Context, Result, ensure};
use register::Register;
use register::view::{OfferInput, PaymentMethod};
use serde::Serialize;
use serde_json::{Value, json};
use test_support::shop::{amount, new_id, unlock};

use crate::fixture::{Fixture, ensure_same};

const DAY: &str = "2026-11-28";
const BOTH: [&str; 2] = ["register-1", "register-2"];
const CASHIER: (&str, &str) = ("dewi", "2604");

#[test]
fn an_earlier_ledger_verifies_and_shows_the_same_figures() -> Result<()> {
    let fixture = Fixture::of(DAY)?;
    for name in BOTH {
        let recorded = |file: &str| fixture.recorded(name, file);
        let register = fixture.register(name)?.open()?;
        same(&recorded("verify.json")?, &register.ledger_verify()?)?;
        same(&recorded("entries.json")?, &register.ledger_tail(1_000)?)?;
        // The earlier version added pieces to kilograms; now receipt lines are counted.
        let shift = without(recorded("shift.json")?, "", "item_quantity_text");
        same(&shift, &register.shift_report()?)?;
        let cart = without(recorded("cart.json")?, "/done", "receipt");
        same(&cart, &register.cart_view()?)?;
        let day = recorded("day.json")?;
        let date = day["business_date"].as_str().context("no date")?.parse()?;
        same(&day, &register.report_day(Some(date))?)?;
    }
    Ok(())
}

#[test]
fn an_earlier_ledger_still_knows_its_server_and_what_it_has_not_sent() -> Result<()> {
    let fixture = Fixture::of(DAY)?;
    for name in BOTH {
        let register = fixture.register(name)?.open()?;
        let recorded = fixture.recorded(name, "sync.json")?;
        let found = serde_json::to_value(register.sync_status()?)?;
        for field in [
            "server",
            "organization_name",
            "waiting_entries",
            "waiting_transactions",
        ] {
            ensure!(found[field] == recorded[field], "{field}: {found}");
        }
    }
    Ok(())
}

#[test]
fn an_earlier_running_cart_is_paid_with_its_approval_and_the_shift_closes() -> Result<()> {
    let fixture = Fixture::of(DAY)?;
    let earlier = fixture.register("register-1")?;
    let register = earlier.open_locked()?;
    unlock(&register, CASHIER.0, CASHIER.1)?;
    let before = register.shift_report()?;
    let cart = register.cart_view()?;
    let done = register.tender_complete(new_id(), cart.revision, &[cash("200000")])?;
    let report = register.shift_report()?;
    ensure!(report.sales_count == before.sales_count + 1, "{report:?}");
    ensure!(
        report.item_count == before.item_count + u64::from(cart.line_count),
        "{report:?}"
    );
    register.done_dismiss(new_id())?;
    unlock(&register, "sari", "4826")?;
    let sale = last_entry(&register)?;
    ensure!(
        sale["receipt_number"] == json!(done.receipt_number),
        "{sale}"
    );
    ensure!(
        sale["approvals"].as_array().map(Vec::len) == Some(1),
        "the approval of the discount is lost: {sale}"
    );

    let expected = register
        .shift_report()?
        .expected
        .context("no expectation")?;
    let counted = amount(&(expected.cents / 100).to_string());
    let closed = register.shift_close(new_id(), &counted, "", None)?;
    let difference = closed.difference.context("no difference")?;
    ensure!(difference.cents.abs() < 100, "{difference:?}");
    let verdict = register.ledger_verify()?;
    ensure!(verdict.ok, "{verdict:?}");
    Ok(())
}

#[test]
fn the_last_change_of_an_earlier_running_cart_can_be_undone() -> Result<()> {
    let fixture = Fixture::of(DAY)?;
    let register = fixture.register("register-1")?.open()?;
    let before = register.cart_view()?;
    let after = register.cart_undo(new_id())?;
    ensure!(after.line_count == before.line_count - 1, "{after:?}");
    ensure!(
        after.total.cents < before.total.cents,
        "{:?} after {:?}",
        after.total,
        before.total
    );
    Ok(())
}

#[test]
fn an_earlier_paid_sale_is_put_away_and_the_next_one_follows() -> Result<()> {
    let fixture = Fixture::of(DAY)?;
    let register = fixture.register("register-2")?.open()?;
    let done = register.cart_view()?.done.context("no paid sale")?;
    let cart = register.done_dismiss(new_id())?;
    ensure!(cart.done.is_none() && cart.items.is_empty(), "{cart:?}");
    let cart = register.cart_scan(new_id(), "TEH", Some("2"))?.cart;
    let next = register.tender_complete(new_id(), cart.revision, &[cash("50000")])?;
    ensure!(next.receipt_number > done.receipt_number, "{next:?}");
    let verdict = register.ledger_verify()?;
    ensure!(verdict.ok, "{verdict:?}");
    Ok(())
}

/// The recorded answer without a field that is worded or counted differently now. All other figures
/// must stay the same.
fn without(mut recorded: Value, object: &str, field: &str) -> Value {
    if let Some(fields) = recorded.pointer_mut(object).and_then(Value::as_object_mut) {
        fields.remove(field);
    }
    recorded
}

fn same(recorded: &Value, found: &impl Serialize) -> Result<()> {
    ensure_same(recorded, &serde_json::to_value(found)?)
}

fn cash(amount: &str) -> OfferInput {
    OfferInput {
        method: PaymentMethod::Cash,
        amount_text: Some(amount.to_owned()),
        reference: None,
    }
}

/// The body of the last entry.
fn last_entry(register: &Register) -> Result<Value> {
    let mut log = Vec::new();
    register.ledger_export(&mut log)?;
    let text = String::from_utf8(log)?;
    let entry: Value = serde_json::from_str(text.lines().last().context("no entry")?)?;
    Ok(serde_json::from_str(
        entry["body"].as_str().context("no body")?,
    )?)
}
