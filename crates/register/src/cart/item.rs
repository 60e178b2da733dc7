//! A product of the catalog becomes an item of the cart.

use domain::business_day::business_day;
use domain::cart::NewItem;
use domain::catalog::Product;
use domain::money::Cents;
use domain::store::StoreSettings;
use domain::totals::TotalsRules;
use ledger::Now;

use crate::error::AppError;

/// The product at its price and taxes of today. Nothing when it has no price.
pub(crate) fn new_item(
    product: &Product,
    store: &StoreSettings,
    now: Now,
) -> Result<Option<NewItem>, AppError> {
    match product.price_cents {
        Some(price) => priced_item(product, price, store, now).map(Some),
        None => Ok(None),
    }
}

/// The product at another price than the catalog's.
pub(crate) fn priced_item(
    product: &Product,
    unit_price_cents: Cents,
    store: &StoreSettings,
    now: Now,
) -> Result<NewItem, AppError> {
    let cutoff = store.business_day_cutoff_minutes;
    let day = business_day(now.recorded_at_ms, now.utc_offset_minutes, cutoff)?;
    Ok(NewItem {
        product_id: product.product_id,
        name: product.name.clone(),
        sku: product.sku.clone(),
        barcode: product.barcode.clone(),
        unit_price_cents,
        cost_cents: product.cost_cents,
        weighed: product.weighed,
        unit: product.unit.clone(),
        tax_rates: store.taxes_on(day, product.tax_exempt),
    })
}

/// The rules of the totals engine for this store.
pub(crate) fn rules(store: &StoreSettings) -> TotalsRules {
    TotalsRules::house(&store.currency)
}
