//! What the use cases that change the shop have in common.
//!
//! A command has an id and may be repeated: the same id changes nothing a second time and gives
//! the same answer. [`Register::run`] checks the permission, waits for another run of the same
//! command, recognizes a repeat, reads the clock once, and tells the screens afterwards. A use
//! case is a closure that makes the change and a closure that builds the answer.
//!
//! These calls work without it:
//!
//! - `setup_create` and `enrol_join` make the shop in which commands are remembered. One runs at a
//!   time, and a finished shop is never set up again. A repeated join is recognized in the new
//!   ledger.
//! - `session_unlock` and `session_lock` change who uses this program, and a wrong PIN must count
//!   each time.
//! - `import_start` answers before its work is done. The import keeps the command id, so that a
//!   repeat resumes it instead of starting another.
//! - `shift_difference` keeps the first count that was refused, and a repeat keeps that one.
//! - `print_retry`, `print_discard`, `sync_attention_dismiss` and `conflict_dismiss` bring the row
//!   that they name to the state that they name. A repeat finds it there.
//! - `joining_code_create` and `recovery_code_new` show a code once. Nothing here could show it
//!   again, so a repeat makes a new one.
//! - `backup_write` refuses a file that is there, so a repeat writes nothing. `recovery_code_save`
//!   writes the same file again.
//! - `import_cancel` and `sync_now` ask a thread for something. To ask again changes nothing.
//! - `printer_test` prints a page each time, and the ledger keeps none of them.
//! - `ledger_reopen` and `restore_backup` open a ledger that is not open yet. One runs at a time.

use domain::entry::EntryBody;
use domain::user::Permission;
use ledger::{AppendedEntry, Commit, Now};
use uuid::Uuid;

use crate::authority::{Actor, InPlace};
use crate::error::AppError;
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::ApprovalInput;

/// A command and what it takes to run it.
pub(crate) struct Command<'a> {
    id: Uuid,
    permission: Permission,
    in_place: InPlace<'a>,
    events: Vec<RegisterEvent>,
}

impl<'a> Command<'a> {
    /// A command for whoever has the permission.
    pub(crate) fn new(id: Uuid, permission: Permission) -> Self {
        Self {
            id,
            permission,
            in_place: InPlace::Refused,
            events: Vec::new(),
        }
    }

    /// Somebody with a higher role may approve it.
    pub(crate) fn approvable(self, approval: Option<&'a ApprovalInput>) -> Self {
        Self {
            in_place: InPlace::Approved(approval),
            ..self
        }
    }

    /// One more event that the screens get after the change.
    pub(crate) fn telling(mut self, event: RegisterEvent) -> Self {
        self.events.push(event);
        self
    }
}

/// What a running command works with.
pub(crate) struct CommandContext<'r, A = Actor> {
    pub(crate) register: &'r Register,
    pub(crate) shop: &'r Shop,
    pub(crate) command_id: Uuid,
    pub(crate) actor: A,
    /// One time for everything that the command writes.
    pub(crate) now: Now,
}

/// How a command ended.
pub(crate) enum CommandOutcome<T> {
    /// It ran now, with this result.
    Done(T),
    /// It ran before and changed nothing now.
    Repeated,
}

impl Register {
    /// Runs a command for the unlocked person, at most once.
    pub(crate) fn run<T, V>(
        &self,
        command: Command<'_>,
        change: impl FnOnce(&CommandContext<'_>) -> Result<T, AppError>,
        view: impl FnOnce(&CommandContext<'_>, CommandOutcome<T>) -> Result<V, AppError>,
    ) -> Result<V, AppError> {
        let shop = self.shop()?;
        let actor = self.permit_in_place(&shop, command.permission, command.in_place)?;
        self.run_once(&shop, command, actor, change, view)
    }

    /// Runs a command that support may also run while the register is locked. The actor is then
    /// nobody.
    pub(crate) fn run_for_support<T, V>(
        &self,
        command: Command<'_>,
        change: impl FnOnce(&CommandContext<'_, Option<Uuid>>) -> Result<T, AppError>,
        view: impl FnOnce(&CommandContext<'_, Option<Uuid>>, CommandOutcome<T>) -> Result<V, AppError>,
    ) -> Result<V, AppError> {
        let shop = self.shop()?;
        let actor = self.permit_support(&shop, command.permission)?;
        self.run_once(&shop, command, actor, change, view)
    }

    fn run_once<A, T, V>(
        &self,
        shop: &Shop,
        command: Command<'_>,
        actor: A,
        change: impl FnOnce(&CommandContext<'_, A>) -> Result<T, AppError>,
        view: impl FnOnce(&CommandContext<'_, A>, CommandOutcome<T>) -> Result<V, AppError>,
    ) -> Result<V, AppError> {
        let _running = shop.in_flight.begin(command.id);
        let context = CommandContext {
            register: self,
            shop,
            command_id: command.id,
            actor,
            now: shop.now(&*self.inner.clock),
        };
        if shop.ledger.command_is_known(command.id)? {
            return view(&context, CommandOutcome::Repeated);
        }
        let done = change(&context)?;
        for event in command.events {
            self.tell(event);
        }
        view(&context, CommandOutcome::Done(done))
    }
}

impl<A> CommandContext<'_, A> {
    /// Makes the change in one commit, which also remembers the command.
    pub(crate) fn commit<T>(
        &self,
        change: impl FnOnce(&mut Commit<'_>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        self.shop.ledger.commit(|commit| {
            let value = change(commit)?;
            commit.command_remember(self.command_id)?;
            Ok(value)
        })
    }

    /// Remembers a command that commits nothing itself.
    pub(crate) fn remember(&self) -> Result<(), AppError> {
        self.commit(|_| Ok(()))
    }

    /// Appends an entry under the command's id, at its time.
    pub(crate) fn append(
        &self,
        commit: &mut Commit<'_>,
        body: &EntryBody,
    ) -> Result<AppendedEntry, AppError> {
        Ok(commit.append(self.command_id, body, self.now, &self.shop.key)?)
    }

    /// The body of the entry that this command appended, if it did.
    pub(crate) fn appended_body(&self) -> Result<Option<EntryBody>, AppError> {
        let Some(stored) = self.shop.ledger.entry_by_id(self.command_id)? else {
            return Ok(None);
        };
        let header = &stored.entry.header;
        let body = EntryBody::decode(&header.kind, header.version, &stored.entry.body)?;
        Ok(Some(body))
    }
}
