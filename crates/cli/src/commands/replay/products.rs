//! The products of the file: known ones by their code, unknown ones created in batches.

use std::collections::BTreeMap;

use domain::money::Cents;
use register::{NewProduct, Register};
use uuid::Uuid;

use super::invoices::{InvoiceReader, Row};
use crate::commands::command_id;
use crate::error::CliError;
use crate::opening;

/// Products written in one entry.
const BATCH: usize = 200;

/// Which product a code of the file means. Grows with the catalog of the file, not with its rows.
#[derive(Debug, Default)]
pub(super) struct Products {
    by_code: BTreeMap<String, Option<Uuid>>,
    pub(super) created: u64,
}

impl Products {
    /// Reads the whole file once and creates the products that the store does not have.
    pub(super) fn create_unknown(
        register: &Register,
        invoices: &mut InvoiceReader,
    ) -> Result<Self, CliError> {
        let mut products = Self::default();
        let mut unknown: BTreeMap<String, NewProduct> = BTreeMap::new();
        while let Some(invoice) = invoices.next_invoice()? {
            for row in &invoice.rows {
                if products.find(register, &row.code)?.is_none() {
                    note(&mut unknown, row);
                }
            }
        }
        let unknown: Vec<NewProduct> = unknown.into_values().collect();
        for batch in unknown.chunks(BATCH) {
            register.products_create(command_id(), batch)?;
            products.created = products
                .created
                .saturating_add(batch.len().try_into().unwrap_or(0));
        }
        // What was not found a moment ago is there now.
        products.by_code.retain(|_, product| product.is_some());
        Ok(products)
    }

    /// The product with this code, if the store has it.
    pub(super) fn find(
        &mut self,
        register: &Register,
        code: &str,
    ) -> Result<Option<Uuid>, CliError> {
        if let Some(known) = self.by_code.get(code) {
            return Ok(*known);
        }
        let product = opening::known_product(register, code)?.map(|product| product.product_id);
        self.by_code.insert(code.to_owned(), product);
        Ok(product)
    }
}

/// Remembers a product to create: the first name that is not empty, the first price above zero.
fn note(unknown: &mut BTreeMap<String, NewProduct>, row: &Row) {
    // Codes that differ only in case mean the same product.
    let product = unknown
        .entry(row.code.to_uppercase())
        .or_insert_with(|| NewProduct {
            sku: row.code.to_uppercase(),
            name: String::new(),
            price: Cents::ZERO,
        });
    if product.name.is_empty() {
        product.name.clone_from(&row.name);
    }
    if product.price.is_zero() {
        product.price = row.price;
    }
}
