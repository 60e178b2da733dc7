//! The cart survives (Promise 13): each change is on disk before the screen shows it.

use domain::cart::Cart;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::{commit::Commit, error::LedgerError, open::Ledger};

/// Commands that are remembered: far more than a screen can have in flight.
const COMMANDS_REMEMBERED: usize = 32;

pub(crate) const LOAD: &str = "SELECT revision, commands, cart FROM carts WHERE only_row = 1";

/// The cart as it was last saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartRow {
    /// Rises by one with each change.
    pub revision: i64,
    /// The cart.
    pub cart: Cart,
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
    /// The cart as it was last saved; nothing before the first save.
    pub fn cart_load(&self) -> Result<Option<CartRow>, LedgerError> {
        self.read(load)
    }
}

impl Commit<'_> {
    /// See [`Ledger::cart_load`]; sees what this commit wrote.
    pub fn cart_load(&self) -> Result<Option<CartRow>, LedgerError> {
        load(self.connection)
    }

    /// Saves a change that was made to the cart of `revision` (0 before the first save), and
    /// returns the cart as it is now. A command that is known changes nothing, whatever revision
    /// it names: its first answer may have been lost.
    pub fn cart_save(
        &mut self,
        cart: &Cart,
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
            cart: cart.clone(),
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
        self.connection
            .prepare_cached(
                "INSERT INTO carts (only_row, revision, commands, cart) VALUES (1, ?1, ?2, ?3)
                 ON CONFLICT (only_row) DO UPDATE SET revision = excluded.revision,
                     commands = excluded.commands, cart = excluded.cart",
            )?
            .execute((row.revision, commands, serde_json::to_string(&row.cart)?))?;
        Ok(())
    }
}

fn load(connection: &Connection) -> Result<Option<CartRow>, LedgerError> {
    let row: Option<(i64, Vec<u8>, String)> = connection
        .prepare_cached(LOAD)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    row.map(|(revision, commands, cart)| {
        Ok(CartRow {
            revision,
            cart: serde_json::from_str(&cart)?,
            commands: commands
                .chunks_exact(16)
                .filter_map(|bytes| Uuid::from_slice(bytes).ok())
                .collect(),
        })
    })
    .transpose()
}
