//! The content of the server's tables.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use domain::catalog::{Product, ProductStatus};
use domain::entry::{Entry, ExportedEntry, Hash, PublicKey};
use domain::money::Cents;
use domain::stock::StockReason;
use serde::Deserialize;
use uuid::Uuid;

use super::Inspector;

const ENTRIES: &str = "select organization_id, register_id, epoch, seq, entry_id, kind, version, recorded_at_ms, \
     json_build_object('utc_offset_minutes', utc_offset_minutes, 'suspect', clock_suspect) as clock, \
     encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash, \
     encode(signature, 'hex') as signature, convert_from(body, 'UTF8') as body \
     from ledger_entries order by organization_id, register_id, epoch, seq";

/// Everything of every organization.
#[derive(Debug)]
pub struct ServerContents {
    /// All raw entries, each chain in its order.
    pub entries: Vec<Entry>,
    pub(super) registers: Vec<RegisterRow>,
    pub(super) heads: Vec<HeadRow>,
    pub(super) documents: Vec<Uuid>,
    /// Entries in quarantine.
    pub quarantine: Vec<QuarantineRow>,
    pub(super) transactions: Vec<TransactionRow>,
    pub(super) items: Vec<ItemRow>,
    pub(super) payments: Vec<PaymentRow>,
    pub(super) cash: Vec<Uuid>,
    pub(super) adjustments: Vec<Uuid>,
    pub(super) shifts: Vec<ShiftRow>,
    pub(super) movements: Vec<MovementRow>,
    pub(super) products: BTreeMap<Uuid, (Product, i64)>,
    /// Which organizations have rows in which table.
    pub(super) owners: Vec<OwnerRow>,
    /// Alarms by register and kind.
    pub alarms: Vec<AlarmRow>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RegisterRow {
    pub(super) register_id: Uuid,
    pub(super) public_key: PublicKey,
}

#[derive(Debug, Deserialize)]
pub(super) struct HeadRow {
    pub(super) register_id: Uuid,
    pub(super) epoch: Uuid,
    pub(super) seq: u64,
    pub(super) hash: Hash,
}

/// An entry in quarantine.
#[derive(Debug, Deserialize)]
pub struct QuarantineRow {
    pub entry_id: Uuid,
    /// The reason, by its code.
    pub reason: String,
    /// The explanation in words.
    pub detail: String,
    /// Whether it still counts.
    pub projected: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct TransactionRow {
    pub(super) transaction_id: Uuid,
    pub(super) register_id: Uuid,
    pub(super) entry_id: Uuid,
    pub(super) business_date: String,
    pub(super) receipt_number: String,
    pub(super) receipt_seq: u64,
    pub(super) gross_amount_cents: i64,
    pub(super) discount_cents: i64,
    pub(super) tax_cents: i64,
    pub(super) net_amount_cents: i64,
    pub(super) rounding_cents: i64,
    pub(super) change_cents: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct ItemRow {
    pub(super) transaction_id: Uuid,
    pub(super) quantity_thousandths: i64,
    pub(super) unit_price_cents: i64,
    pub(super) gross_cents: i64,
    pub(super) discount_cents: i64,
    pub(super) net_cents: i64,
    pub(super) subtotal_cents: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct PaymentRow {
    pub(super) transaction_id: Uuid,
    pub(super) method: String,
    pub(super) amount_cents: i64,
    pub(super) tendered_cents: i64,
    pub(super) change_cents: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct ShiftRow {
    pub(super) shift_id: Uuid,
    pub(super) is_closed: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct MovementRow {
    pub(super) register_id: Uuid,
    pub(super) product_id: Uuid,
    pub(super) delta_thousandths: i64,
    pub(super) reason: StockReason,
}

#[derive(Debug, Deserialize)]
pub(super) struct OwnerRow {
    pub(super) table_name: String,
    pub(super) organization_id: Uuid,
}

/// An alarm for the administrator.
#[derive(Debug, Deserialize)]
pub struct AlarmRow {
    /// The register it is about.
    pub register_id: Uuid,
    /// The kind, by its code.
    pub kind: String,
    /// The explanation in words.
    pub detail: String,
    /// How often it was raised.
    pub times: u64,
}

#[derive(Debug, Deserialize)]
struct ProductRow {
    product_id: Uuid,
    sku: Option<String>,
    barcode: Option<String>,
    name: String,
    category: Option<String>,
    unit: Option<String>,
    weighed: bool,
    price_cents: Option<Cents>,
    cost_cents: Option<Cents>,
    tax_exempt: bool,
    status: ProductStatus,
    low_stock_threshold_thousandths: Option<i64>,
    stock_thousandths: i64,
    revision: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Id {
    id: Uuid,
}

#[derive(Debug, Deserialize)]
struct Name {
    name: String,
}

impl ServerContents {
    /// All sales and refunds.
    pub fn transaction_ids(&self) -> BTreeSet<Uuid> {
        let all = self.transactions.iter();
        all.map(|row| row.transaction_id).collect()
    }

    /// Reads everything.
    ///
    /// # Errors
    /// When the database does not answer, or holds data that our programs never write.
    pub fn read(superuser_url: &str) -> Result<Self> {
        let inspector = Inspector::connect(superuser_url)?;
        // Read all tables from one snapshot.
        inspector.change("begin isolation level repeatable read")?;
        let entries = inspector.rows::<ExportedEntry>(ENTRIES)?;
        let entries = entries.into_iter().map(ExportedEntry::into_entry);
        let ids = |question: &str| -> Result<Vec<Uuid>> {
            let rows = inspector.rows::<Id>(question)?;
            Ok(rows.into_iter().map(|row| row.id).collect())
        };
        Ok(Self {
            entries: entries.collect::<Result<_, _>>()?,
            registers: inspector.rows(
                "select register_id, encode(public_key, 'hex') as public_key from registers",
            )?,
            heads: inspector.rows(
                "select register_id, epoch, seq, encode(hash, 'hex') as hash from register_heads",
            )?,
            documents: ids("select entry_id as id from documents")?,
            quarantine: inspector
                .rows("select entry_id, reason, detail, projected from quarantine")?,
            transactions: inspector.rows("select * from transactions")?,
            items: inspector.rows("select * from transaction_items")?,
            payments: inspector.rows("select * from payments")?,
            cash: ids("select entry_id as id from cash_movements")?,
            adjustments: ids("select distinct entry_id as id from inventory_adjustments")?,
            shifts: inspector
                .rows("select shift_id, closed_at_ms is not null as is_closed from shifts")?,
            movements: inspector.rows("select * from stock_movements")?,
            products: products(&inspector)?,
            owners: owners(&inspector)?,
            alarms: inspector.rows("select register_id, kind, detail, times from alarms")?,
        })
    }
}

fn products(inspector: &Inspector) -> Result<BTreeMap<Uuid, (Product, i64)>> {
    let rows = inspector.rows::<ProductRow>("select * from products")?;
    let keyed = rows.into_iter().map(|row| {
        let product = Product {
            product_id: row.product_id,
            sku: row.sku,
            barcode: row.barcode,
            name: row.name,
            category: row.category,
            unit: row.unit,
            weighed: row.weighed,
            price_cents: row.price_cents,
            cost_cents: row.cost_cents,
            tax_exempt: row.tax_exempt,
            status: row.status,
            low_stock_threshold_thousandths: row.low_stock_threshold_thousandths,
            revision: row.revision,
        };
        (row.product_id, (product, row.stock_thousandths))
    });
    Ok(keyed.collect())
}

/// Every table with an organization, including those that a later migration adds.
fn owners(inspector: &Inspector) -> Result<Vec<OwnerRow>> {
    let tables = inspector.rows::<Name>(
        "select table_name as name from information_schema.columns \
         where table_schema = 'public' and column_name = 'organization_id'",
    )?;
    let questions: Vec<_> = tables
        .iter()
        .map(|table| {
            format!(
                "select distinct '{0}' as table_name, organization_id from {0} \
                 where organization_id is not null",
                table.name
            )
        })
        .collect();
    inspector.rows(&questions.join(" union all "))
}
