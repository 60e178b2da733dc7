//! The current cart: each change is on disk before the screen shows it (Promise 13).

use uuid::Uuid;

use crate::commit::Commit;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::table::carts::{self, CartHistory, CartRow, CartState};

/// Commands that are remembered: far more than a screen can have in flight.
const COMMANDS_REMEMBERED: usize = 32;

impl Ledger {
    /// The current cart as it was last saved; `None` before the first save.
    pub fn cart_load(&self) -> Result<Option<CartRow>, LedgerError> {
        self.read_warm(carts::current)
    }
}

impl Commit<'_> {
    /// See [`Ledger::cart_load`]; sees what this commit wrote.
    pub fn cart_load(&self) -> Result<Option<CartRow>, LedgerError> {
        carts::current(self.connection)
    }

    /// Saves a change that was made to the current cart of `revision` (0 before the first save),
    /// and returns the current cart. A known command does not change the cart, whatever revision it
    /// names, because its first answer may have been lost.
    pub fn cart_save(
        &mut self,
        state: impl Into<CartState>,
        command_id: Uuid,
        revision: i64,
    ) -> Result<CartRow, LedgerError> {
        let CartHistory {
            revision: current,
            mut commands,
        } = carts::history(self.connection)?;
        if commands.contains(&command_id)
            && let Some(row) = self.cart_load()?
        {
            return Ok(row);
        }
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
        carts::put_current(self.connection, &row)?;
        Ok(row)
    }
}
