//! The carts. One is current: the cart on the screen.

use domain::cart::Cart;
use domain::discount_approval::ApprovedDiscounts;
use domain::tender::Payment;
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sqlite::value;

/// Bytes of a command's id.
const ID_BYTES: usize = 16;

pub(crate) const CURRENT: &str =
    "SELECT revision, commands, cart, approvals, payments_taken, completed_transaction_id
     FROM carts WHERE is_current = 1";

pub(crate) const HISTORY: &str = "SELECT revision, commands FROM carts WHERE is_current = 1";

/// A cart with everything that belongs to it until it is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartState {
    pub cart: Cart,
    /// The approvals in this cart. They become part of the sale's entry.
    pub approvals: Vec<ApprovedDiscounts>,
    /// The parts of a split payment that were taken already.
    pub payments_taken: Vec<Payment>,
    /// The transaction that left this cart empty, until the cart is changed or dismissed.
    pub completed_transaction_id: Option<Uuid>,
}

impl From<Cart> for CartState {
    fn from(cart: Cart) -> Self {
        Self {
            cart,
            approvals: Vec::new(),
            payments_taken: Vec::new(),
            completed_transaction_id: None,
        }
    }
}

/// The current cart as it was last saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartRow {
    /// Rises by one with each change.
    pub revision: i64,
    /// The cart and what belongs to it.
    pub state: CartState,
    /// The last commands that changed it, the newest last.
    pub(crate) commands: Vec<Uuid>,
}

impl CartRow {
    /// Whether this command is among the last 32 that changed the cart.
    pub fn knows(&self, command_id: Uuid) -> bool {
        self.commands.contains(&command_id)
    }
}

/// The history of the current cart. The content of the cart takes longer to read.
#[derive(Debug, Default)]
pub(crate) struct CartHistory {
    pub(crate) revision: i64,
    /// The last commands that changed it, the newest last.
    pub(crate) commands: Vec<Uuid>,
}

/// The current cart; `None` before the first save.
pub(crate) fn current(connection: &Connection) -> Result<Option<CartRow>, LedgerError> {
    Ok(connection
        .prepare_cached(CURRENT)?
        .query_row([], read)
        .optional()?)
}

/// Writes the current cart.
pub(crate) fn put_current(connection: &Connection, row: &CartRow) -> Result<(), LedgerError> {
    let ids = row.commands.iter();
    let commands: Vec<u8> = ids.flat_map(|command| *command.as_bytes()).collect();
    let state = &row.state;
    connection
        .prepare_cached(
            "INSERT INTO carts (is_current, revision, commands, cart, approvals, payments_taken,
                 completed_transaction_id)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (is_current) WHERE is_current = 1 DO UPDATE SET
                 revision = excluded.revision, commands = excluded.commands,
                 cart = excluded.cart, approvals = excluded.approvals,
                 payments_taken = excluded.payments_taken,
                 completed_transaction_id = excluded.completed_transaction_id",
        )?
        .execute((
            row.revision,
            commands,
            serde_json::to_string(&state.cart)?,
            serde_json::to_string(&state.approvals)?,
            serde_json::to_string(&state.payments_taken)?,
            state.completed_transaction_id,
        ))?;
    Ok(())
}

/// The history of the current cart; an empty one before the first save.
pub(crate) fn history(connection: &Connection) -> Result<CartHistory, LedgerError> {
    let history = connection
        .prepare_cached(HISTORY)?
        .query_row([], |row| {
            Ok(CartHistory {
                revision: row.get("revision")?,
                commands: commands(row)?,
            })
        })
        .optional()?;
    Ok(history.unwrap_or_default())
}

/// Whether this command is among the last that changed the current cart.
pub(crate) fn knows(connection: &Connection, command_id: Uuid) -> Result<bool, LedgerError> {
    Ok(history(connection)?.commands.contains(&command_id))
}

fn commands(row: &Row<'_>) -> rusqlite::Result<Vec<Uuid>> {
    let bytes: Vec<u8> = row.get("commands")?;
    Ok(bytes
        .chunks_exact(ID_BYTES)
        .filter_map(|id| Uuid::from_slice(id).ok())
        .collect())
}

fn read(row: &Row<'_>) -> rusqlite::Result<CartRow> {
    Ok(CartRow {
        revision: row.get("revision")?,
        state: CartState {
            cart: value::from_json(row, "cart")?,
            approvals: value::from_json(row, "approvals")?,
            payments_taken: value::from_json(row, "payments_taken")?,
            completed_transaction_id: row.get("completed_transaction_id")?,
        },
        commands: commands(row)?,
    })
}
