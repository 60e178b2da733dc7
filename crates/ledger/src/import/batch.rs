//! One batch: turns rows into changes of products, in one commit.

use std::collections::HashSet;

use catalog_import::{ImportRow, RawRow, RowError, UpdatedField};
use domain::barcode::canonical;
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
    /// The changed fields of existing products.
    pub(super) updates: Vec<UpdatedField>,
}

/// Rows that become one entry, with the number of the batch in the file.
pub(super) struct Batch {
    pub(super) number: u64,
    pub(super) rows: Vec<(RawRow, ImportRow)>,
}

/// Applies some batches in one commit. A product is touched once in an import: a second row that
/// finds it by another code is refused. A batch that an earlier, interrupted run committed is
/// recognised by its entry's id.
pub(super) fn commit_batches<'r>(
    ledger: &Ledger,
    request: &ImportRequest,
    batches: &'r [Batch],
    touched: &mut HashSet<Uuid>,
    (key, now): (&SigningKey, Now),
) -> Result<Applied<'r>, LedgerError> {
    ledger.commit(|commit| {
        let mut applied = Applied::default();
        for batch in batches {
            apply_batch(commit, request, batch, touched, (key, now), &mut applied)?;
        }
        Ok(applied)
    })
}

fn apply_batch<'r>(
    commit: &mut Commit<'_>,
    request: &ImportRequest,
    batch: &'r Batch,
    touched: &mut HashSet<Uuid>,
    (key, now): (&SigningKey, Now),
    applied: &mut Applied<'r>,
) -> Result<(), LedgerError> {
    let command_id = request.command_id;
    let name = BatchName::of(command_id, batch.number, &batch.rows);
    if commit.find_command(name.entry_id(0))?.is_some() {
        applied.unchanged += u64::try_from(batch.rows.len()).unwrap_or(0);
        return Ok(());
    }
    let changes = changes_of(commit, command_id, batch, touched, now, applied)?;
    for (part, changes) in (0_u64..).zip(parts(changes)?) {
        let body = EntryBody::ProductsChanged(ProductsChanged {
            source: ProductsSource::Import,
            by_user_id: request.user_id,
            changes,
        });
        commit.append(name.entry_id(part), &body, now, key)?;
    }
    Ok(())
}

/// The changes that the rows make to the catalog.
fn changes_of<'r>(
    commit: &Commit<'_>,
    command_id: Uuid,
    batch: &'r Batch,
    touched: &mut HashSet<Uuid>,
    now: Now,
    applied: &mut Applied<'r>,
) -> Result<Vec<ProductChange>, LedgerError> {
    let mut changes = Vec::with_capacity(batch.rows.len());
    for (raw, row) in &batch.rows {
        let before = match find_match(commit, row)? {
            Match::New => None,
            Match::One(product) if touched.insert(product.product_id) => Some(*product),
            Match::One(_) | Match::Two => {
                applied.refused.push((raw, RowError::CodesDisagree));
                continue;
            }
        };
        let is_new = before.is_none();
        let before = if let Some(product) = before {
            product
        } else {
            let id = new_id(commit, command_id, row, now)?;
            touched.insert(id);
            Product::blank(id)
        };
        let after = row.applied_to(&before);
        let patch = ProductPatch::between(&before, &after);
        if patch.is_empty() {
            applied.unchanged += 1;
            continue;
        }
        if is_new {
            applied.added += 1;
        } else {
            applied.updated += 1;
            applied
                .updates
                .extend(UpdatedField::all(row, &before, &after));
        }
        changes.push(ProductChange {
            product_id: before.product_id,
            base_revision: before.revision,
            patch,
            // A second import of the same file must not add the stock twice. The stock of a known
            // product is changed only by counting it.
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

/// An unused id for a new product. It is derived from the codes of its row, so that two rows of a
/// file never share one. Ids of one batch begin with the same time, so that they are close together
/// in the index of a large catalog.
fn new_id(
    commit: &Commit<'_>,
    command_id: Uuid,
    row: &ImportRow,
    now: Now,
) -> Result<Uuid, LedgerError> {
    let key = |code: &Option<String>| code.as_deref().map(canonical).unwrap_or_default();
    let (barcode, sku) = (key(&row.barcode), key(&row.sku));
    let since_1970 = u64::try_from(now.recorded_at_ms).unwrap_or(0);
    let mut attempt = 0_u64;
    loop {
        let hash = Hash::of_parts(
            b"kasapro-import/2",
            &[
                b"product",
                command_id.as_bytes(),
                barcode.as_bytes(),
                sku.as_bytes(),
                &attempt.to_be_bytes(),
            ],
        );
        let id = Builder::from_unix_timestamp_millis(since_1970, &beginning(&hash)).into_uuid();
        // A product keeps its id when its codes are changed. In that case the same row is another
        // product.
        if commit.product_by_id(id)?.is_none() {
            return Ok(id);
        }
        attempt += 1;
    }
}

/// The identity of a batch: the import, the batch number, and the content of its rows. So a file
/// that was corrected between two runs is not mistaken for the imported one.
struct BatchName(Hash);

impl BatchName {
    fn of(command_id: Uuid, number: u64, rows: &[(RawRow, ImportRow)]) -> Self {
        let number = number.to_be_bytes();
        let name = [&command_id.as_bytes()[..], b"batch", &number];
        let said = rows.iter().flat_map(|(raw, _)| raw.fields());
        Self(Hash::of_parts(
            b"kasapro-import/2",
            &name.into_iter().chain(said).collect::<Vec<_>>(),
        ))
    }

    /// The id of an entry of the batch, which the same import derives again when it is repeated (a
    /// UUID of version 8).
    fn entry_id(&self, part: u64) -> Uuid {
        let hash = Hash::of_parts(
            b"kasapro-import/2",
            &[b"entry", &self.0.0, &part.to_be_bytes()],
        );
        Builder::from_custom_bytes(beginning(&hash)).into_uuid()
    }
}

fn beginning<const BYTES: usize>(hash: &Hash) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    for (byte, source) in bytes.iter_mut().zip(hash.0) {
        *byte = source;
    }
    bytes
}
