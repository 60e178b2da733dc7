//! `sell`: one sale in one call, without the cart of the window.

use clap::Args;
use domain::Code as _;
use domain::cart::TransactionKind;
use domain::quantity::Quantity;
use register::view::{OfferInput, PaymentMethod, TransactionItemView, TransactionView};
use register::{Register, ScannedItem, Ticket, TicketItem};
use serde_json::{Value, json};

use super::command_id;
use crate::amount::Money;
use crate::error::CliError;
use crate::global::{Global, Who};
use crate::opening;
use crate::output::CommandOutput;

/// What is sold and how it is paid.
#[derive(Args)]
#[command(
    after_help = "Methods: cash, card, qris, transfer, other. Without an amount a payment is exactly\n\
    what is still owed; a reference follows an @. The method other needs one: what it was.\n\
    Examples:\n  kasaproctl sell --user budi --pin 2468 --item 8991234567890*2 --item BERAS*1.5 --pay cash=100000\n  \
    kasaproctl --json sell --user budi --pin 2468 --item KOPI --pay qris@INV-77"
)]
pub(crate) struct Sell {
    #[command(flatten)]
    who: Who,
    /// A product by barcode, SKU or the label of a scale, and how many: 1 by default, but weighed
    /// goods need their weight
    #[arg(long = "item", value_name = "CODE[*QTY]", required = true)]
    items: Vec<String>,
    /// A payment
    #[arg(
        long = "pay",
        value_name = "METHOD[=AMOUNT][@REFERENCE]",
        required = true
    )]
    payments: Vec<String>,
}

impl Sell {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        let register = opening::open_for(global, &self.who)?;
        let money = Money::of(&register, global.figures())?;
        let items: Result<_, _> = self
            .items
            .iter()
            .map(|item| read_item(&register, item))
            .collect();
        let offers: Result<_, _> = self
            .payments
            .iter()
            .map(|paid| read_offer(money, paid))
            .collect();
        let ticket = Ticket {
            kind: TransactionKind::Sale,
            items: items?,
            offers: offers?,
            original_transaction_id: None,
        };
        let done = register.ring_up(command_id(), &ticket, None)?;
        let transaction = register.transaction_show(done.transaction_id)?;
        Ok(CommandOutput::new(
            &document(&transaction),
            text(&transaction),
        ))
    }
}

fn read_item(register: &Register, item: &str) -> Result<TicketItem, CliError> {
    let (code, quantity) = match item.split_once('*') {
        Some((code, quantity)) => (code, Some(read_quantity(item, quantity)?)),
        None => (item, None),
    };
    match register.scanned_item(code, quantity)? {
        ScannedItem::Item(item) => Ok(item),
        ScannedItem::Unknown => Err(CliError::UnknownCode {
            code: code.to_owned(),
        }),
        ScannedItem::Unreadable => Err(CliError::UnreadableCode {
            code: code.to_owned(),
        }),
        ScannedItem::WeightMissing => Err(CliError::WeightMissing {
            code: code.to_owned(),
        }),
    }
}

fn read_quantity(item: &str, text: &str) -> Result<Quantity, CliError> {
    let quantity = Quantity::parse(text).map_err(|reason| CliError::Quantity {
        text: text.to_owned(),
        reason,
    })?;
    if quantity <= Quantity::ZERO {
        return Err(CliError::usage(format!(
            "{item:?}: a quantity is above zero"
        )));
    }
    Ok(quantity)
}

fn read_offer(money: Money, payment: &str) -> Result<OfferInput, CliError> {
    let (paid, reference) = match payment.split_once('@') {
        Some((paid, reference)) => (paid, Some(reference.to_owned())),
        None => (payment, None),
    };
    let (method, amount) = match paid.split_once('=') {
        Some((method, amount)) => (method, Some(amount)),
        None => (paid, None),
    };
    let amount_text = amount.map(|text| money.typed(text)).transpose()?;
    Ok(OfferInput {
        method: read_method(method)?,
        amount_text,
        reference,
    })
}

fn read_method(method: &str) -> Result<PaymentMethod, CliError> {
    PaymentMethod::from_code(method).ok_or_else(|| {
        let known: Vec<&str> = PaymentMethod::ALL.iter().map(|one| one.as_str()).collect();
        CliError::usage(format!("{method:?} is none of {}", known.join(", ")))
    })
}

fn document(transaction: &TransactionView) -> Value {
    let row = &transaction.row;
    let payments: Vec<Value> = transaction
        .payments
        .iter()
        .map(|paid| {
            json!({
                "method": paid.method,
                "amount_cents": paid.amount.cents,
                "tendered_cents": paid.tendered.cents,
                "change_cents": paid.change.cents,
                "reference": paid.reference,
            })
        })
        .collect();
    json!({
        "transaction_id": row.transaction_id,
        "kind": row.kind,
        "receipt_number": row.receipt_number,
        "recorded_at_ms": row.recorded_at_ms,
        "cashier_name": row.cashier_name,
        "items": transaction.items.iter().map(item).collect::<Vec<_>>(),
        "gross_amount_cents": transaction.gross.cents,
        "discount_cents": transaction.discount.cents,
        "net_amount_cents": transaction.net.cents,
        "rounding_cents": transaction.rounding.cents,
        "total_cents": transaction.total.cents,
        "change_cents": transaction.change.cents,
        "payments": payments,
        "seq": transaction.seq,
        "hash": transaction.hash,
    })
}

fn item(item: &TransactionItemView) -> Value {
    json!({
        "name": item.name,
        "quantity": item.quantity_text,
        "unit_price_cents": item.unit_price.cents,
        "discount_cents": item.discount.as_ref().map_or(0, |discount| discount.cents),
        "subtotal_cents": item.total.cents,
    })
}

fn text(transaction: &TransactionView) -> String {
    let row = &transaction.row;
    let mut lines: Vec<String> = transaction
        .items
        .iter()
        .map(|item| {
            format!(
                "{:<40} {:>10} {:>16}",
                item.name, item.quantity_text, item.total.text
            )
        })
        .collect();
    lines.push(format!("{:<51} {:>16}", "Total", transaction.total.text));
    lines.push(format!("{:<51} {:>16}", "Change", transaction.change.text));
    let short_hash = transaction.hash.get(..8).unwrap_or(&transaction.hash);
    lines.push(format!(
        "Receipt {}, entry {} #{short_hash}",
        row.receipt_number, transaction.seq
    ));
    lines.join("\n")
}
