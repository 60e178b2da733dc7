//! One batch: from rows to changes of products, in one commit.

use std::collections::HashSet;

use catalog_import::{ImportRow, RawRow, RowError};
use domain::catalog::{Product, ProductChange, ProductPatch};
use domain::entry::kinds::{MAX_PRODUCTS_BODY_BYTES, ProductsChanged, ProductsSource};
use domain::entry::{EntryBody, Hash, SigningKey};
use uuid::{Builder, Uuid};

use super::ImportRequest;
use crate::commit::{Commit, Now};
use crate::error::LedgerError;
use crate::ledger::Ledger;

/// Bytes of a body that are not its changes.
const ENVELOPE_BYTES: usize = 1024;

/// What a batch did.
#[derive(Default)]
pub(super) struct Applied<'r> {
    pub(super) added: u64,
    pub(super) updated: u64,
    pub(super) unchanged: u64,
    pub(super) refused: Vec<(&'r RawRow, RowError)>,
}

/// Applies one batch in one commit. A batch that an earlier, interrupted run committed is
/// recognised by its entry's id.
pub(super) fn commit_batch<'r>(
    ledger: &Ledger,
    request: &ImportRequest,
    batch: u64,
    rows: &'r [(RawRow, ImportRow)],
    key: &SigningKey,
    now: Now,
) -> Result<Applied<'r>, LedgerError> {
    let command_id = request.command_id;
    ledger.commit(|commit| {
        let mut applied = Applied::default();
        if commit
            .find_command(derived_id(command_id, b"batch", batch, 0))?
            .is_some()
        {
            applied.unchanged = u64::try_from(rows.len()).unwrap_or(0);
            return Ok(applied);
        }
        let changes = changes_of(commit, command_id, rows, &mut applied)?;
        for (part, changes) in (0_u64..).zip(parts(changes)?) {
            let body = EntryBody::ProductsChanged(ProductsChanged {
                source: ProductsSource::Import,
                by_user_id: request.user_id,
                changes,
            });
            let entry_id = derived_id(command_id, b"batch", batch, part);
            commit.append(entry_id, &body, now, key)?;
        }
        Ok(applied)
    })
}

/// What the rows change in the catalog.
fn changes_of<'r>(
    commit: &Commit<'_>,
    command_id: Uuid,
    rows: &'r [(RawRow, ImportRow)],
    applied: &mut Applied<'r>,
) -> Result<Vec<ProductChange>, LedgerError> {
    let mut changes = Vec::with_capacity(rows.len());
    let mut touched = HashSet::new();
    for (raw, row) in rows {
        let before = match find_match(commit, row)? {
            Match::New => None,
            Match::One(product) if touched.insert(product.product_id) => Some(*product),
            Match::One(_) | Match::Two => {
                applied.refused.push((raw, RowError::CodesDisagree));
                continue;
            }
        };
        let is_new = before.is_none();
        let before = before
            .unwrap_or_else(|| Product::blank(derived_id(command_id, b"product", row.line, 0)));
        let patch = ProductPatch::between(&before, &row.applied_to(&before));
        if patch.is_empty() {
            applied.unchanged += 1;
            continue;
        }
        *(if is_new {
            &mut applied.added
        } else {
            &mut applied.updated
        }) += 1;
        changes.push(ProductChange {
            product_id: before.product_id,
            base_revision: before.revision,
            patch,
            // A second import of the same file must not add the stock twice. The stock of a known
            // product is changed by counting it.
            stock_delta_thousandths: row.stock_thousandths.filter(|_| is_new).unwrap_or(0),
        });
    }
    Ok(changes)
}

/// The products of the catalog that have a row's codes.
enum Match {
    New,
    One(Box<Product>),
    Two,
}

fn find_match(commit: &Commit<'_>, row: &ImportRow) -> Result<Match, LedgerError> {
    let by_barcode = match &row.barcode {
        Some(code) => commit.product_by_barcode(code)?,
        None => None,
    };
    let by_sku = match &row.sku {
        Some(code) => commit.product_by_sku(code)?,
        None => None,
    };
    Ok(match (by_barcode, by_sku) {
        (Some(one), Some(other)) if one.product_id != other.product_id => Match::Two,
        (Some(product), _) | (None, Some(product)) => Match::One(Box::new(product)),
        (None, None) => Match::New,
    })
}

/// Cuts changes into bodies that fit into an entry.
fn parts(changes: Vec<ProductChange>) -> Result<Vec<Vec<ProductChange>>, LedgerError> {
    let mut parts: Vec<Vec<ProductChange>> = Vec::new();
    let mut room = 0;
    for change in changes {
        let bytes = serde_json::to_vec(&change)?.len() + 1;
        match parts.last_mut() {
            Some(part) if bytes <= room => part.push(change),
            _ => {
                room = MAX_PRODUCTS_BODY_BYTES - ENVELOPE_BYTES;
                parts.push(vec![change]);
            }
        }
        room = room.saturating_sub(bytes);
    }
    Ok(parts)
}

/// An id that the same import derives again when it is repeated (a UUID of version 8).
fn derived_id(command_id: Uuid, what: &[u8], number: u64, part: u64) -> Uuid {
    let hash = Hash::of_parts(
        b"kasapro-import/1",
        &[
            command_id.as_bytes(),
            what,
            &number.to_be_bytes(),
            &part.to_be_bytes(),
        ],
    );
    let mut bytes = [0; 16];
    for (byte, source) in bytes.iter_mut().zip(hash.0) {
        *byte = source;
    }
    Builder::from_custom_bytes(bytes).into_uuid()
}
