//! Years of trade in minutes: the entries of a register, in large commits.

use std::ops::Range;

use anyhow::Result;
use domain::catalog::Product;
use domain::catalog::{ProductChange, ProductPatch};
use domain::entry::EntryBody;
use domain::entry::kinds::{ProductsChanged, ProductsSource};
use ledger::LedgerError;
use uuid::Uuid;

use super::goods;
use super::sale::TradingLedger;

/// Products of one entry.
const BATCH: usize = 200;

/// Sales of one commit.
const SALES_PER_COMMIT: u64 = 500;

/// Sales of one day.
const SALES_PER_DAY: u64 = 600;

impl TradingLedger {
    /// Puts generated products into the catalog.
    pub(crate) fn add_products(&self, numbers: Range<u32>) -> Result<()> {
        let numbers: Vec<u32> = numbers.collect();
        for batch in numbers.chunks(BATCH) {
            let changes = batch.iter().map(|number| change(*number));
            let body = EntryBody::ProductsChanged(ProductsChanged {
                source: ProductsSource::Sample,
                by_user_id: None,
                changes: changes.collect::<Result<_>>()?,
            });
            self.ledger.commit::<_, LedgerError>(|commit| {
                commit.append(Uuid::now_v7(), &body, self.now(0), &self.key)
            })?;
        }
        Ok(())
    }

    /// Makes this many sales of this many products, as if over the days before today.
    pub(crate) fn add_history(&self, sales: u64, products: u32) -> Result<()> {
        let mut done = 0;
        while done < sales {
            let end = (done + SALES_PER_COMMIT).min(sales);
            self.ledger.commit::<_, anyhow::Error>(|commit| {
                for step in done..end {
                    let days_ago = (sales - step) / SALES_PER_DAY;
                    let paid = self.paid(step, products)?;
                    let now = self.now(-86_400_000 * i64::try_from(days_ago)?);
                    self.write(commit, &paid, Uuid::now_v7(), now, self.day(days_ago))?;
                }
                Ok(())
            })?;
            // Folding as it goes keeps the log short, as the maintenance thread would.
            self.ledger.catch_up()?;
            done = end;
        }
        Ok(())
    }
}

fn change(number: u32) -> Result<ProductChange> {
    let product = goods::product(number)?;
    Ok(ProductChange {
        product_id: product.product_id,
        base_revision: 0,
        patch: ProductPatch::between(&Product::blank(product.product_id), &product),
        stock_delta_thousandths: 100_000,
    })
}
