//! The carts: each change is on disk before the screen shows it (Promise 13).

use domain::{cart::Cart, tender::Payment, user::Approval};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::{commit::Commit, error::LedgerError, open::Ledger};

/// Commands that are remembered: far more than a screen can have in flight.
const COMMANDS_REMEMBERED: usize = 32;

pub(crate) const LOAD: &str =
    "SELECT revision, commands, cart, approvals, payments_taken, completed_transaction_id
     FROM carts WHERE is_current = 1";

pub(crate) const COMMANDS: &str = "SELECT commands FROM carts WHERE is_current = 1";

/// A cart with everything that belongs to it until it is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartState {
    /// The cart.
    pub cart: Cart,
    /// Who approved what in this cart. They become part of the sale's entry.
    pub approvals: Vec<Approval>,
    /// The parts of a split payment that were taken already.
    pub payments_taken: Vec<Payment>,
    /// The transaction that left this cart empty, until somebody changes or dismisses the cart.
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
    commands: Vec<Uuid>,
}

impl CartRow {
    /// Whether this command is among the last 32 that changed the cart.
    pub fn knows(&self, command_id: Uuid) -> bool {
        self.commands.contains(&command_id)
    }
}

impl Ledger {
    /// The current cart as it was last saved; none before the first save.
    pub fn cart_load(&self) -> Result<Option<CartRow>, LedgerError> {
        self.read(load)
    }
}

impl Commit<'_> {
    /// See [`Ledger::cart_load`]; sees what this commit wrote.
    pub fn cart_load(&self) -> Result<Option<CartRow>, LedgerError> {
        load(self.connection)
    }

    /// Saves a change that was made to the current cart of `revision` (0 before the first save),
    /// and returns the cart as it is now. A command that is known changes nothing, whatever
    /// revision it names: its first answer may have been lost.
    pub fn cart_save(
        &mut self,
        state: impl Into<CartState>,
        command_id: Uuid,
        revision: i64,
    ) -> Result<CartRow, LedgerError> {
        let before = load(self.connection)?;
        let (current, mut commands) = match before {
            Some(row) if row.knows(command_id) => return Ok(row),
            Some(row) => (row.revision, row.commands),
            None => (0, Vec::new()),
        };
        if current != revision {
            return Err(LedgerError::CartChanged {
                expected: revision,
                current,
            });
        }
        commands.push(command_id);
        let surplus = commands.len().saturating_sub(COMMANDS_REMEMBERED);
        commands.drain(..surplus);
        let row = CartRow {
            revision: current + 1,
            state: state.into(),
            commands,
        };
        self.cart_write(&row)?;
        Ok(row)
    }

    fn cart_write(&mut self, row: &CartRow) -> Result<(), LedgerError> {
        let commands: Vec<u8> = row
            .commands
            .iter()
            .flat_map(|command| *command.as_bytes())
            .collect();
        let state = &row.state;
        self.connection
            .prepare_cached(
                "INSERT INTO carts (is_current, revision, commands, cart, approvals,
                                    payments_taken, completed_transaction_id)
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
}

/// Whether this command is among the last that changed the current cart.
pub(crate) fn knows(connection: &Connection, command_id: Uuid) -> Result<bool, LedgerError> {
    let commands: Option<Vec<u8>> = connection
        .prepare_cached(COMMANDS)?
        .query_row([], |row| row.get(0))
        .optional()?;
    let id = command_id.as_bytes().as_slice();
    Ok(commands.is_some_and(|commands| commands.chunks_exact(16).any(|known| known == id)))
}

fn load(connection: &Connection) -> Result<Option<CartRow>, LedgerError> {
    let row: Option<(i64, Vec<u8>, [String; 3], Option<Uuid>)> = connection
        .prepare_cached(LOAD)?
        .query_row([], |row| {
            let texts = [
                row.get("cart")?,
                row.get("approvals")?,
                row.get("payments_taken")?,
            ];
            Ok((
                row.get("revision")?,
                row.get("commands")?,
                texts,
                row.get("completed_transaction_id")?,
            ))
        })
        .optional()?;
    row.map(
        |(revision, commands, [cart, approvals, payments], completed)| {
            Ok(CartRow {
                revision,
                state: CartState {
                    cart: serde_json::from_str(&cart)?,
                    approvals: serde_json::from_str(&approvals)?,
                    payments_taken: serde_json::from_str(&payments)?,
                    completed_transaction_id: completed,
                },
                commands: commands
                    .chunks_exact(16)
                    .filter_map(|bytes| Uuid::from_slice(bytes).ok())
                    .collect(),
            })
        },
    )
    .transpose()
}
