//! A copy of a receipt, marked as one.

use domain::entry::EntryBody;
use domain::entry::kinds::ReceiptReprinted;
use domain::user::Permission;
use ledger::{NewPrintJob, PrintSubject};
use peripherals::PrintError;
use uuid::Uuid;

use crate::command::{Command, CommandContext};
use crate::error::AppError;
use crate::events::RegisterEvent;
use crate::printing::job_view;
use crate::register::Register;
use crate::view::PrintJobView;

impl Register {
    /// Prints a copy, marked and numbered as such. Each copy is recorded.
    pub fn receipt_reprint(
        &self,
        command_id: Uuid,
        transaction_id: Uuid,
    ) -> Result<PrintJobView, AppError> {
        self.run(
            Command::new(command_id, Permission::Reprint).telling(RegisterEvent::PrintQueueChanged),
            |context| reprint(context, transaction_id),
            |context, _| {
                let job = context.shop.ledger.print_job_of(transaction_id)?;
                Ok(job_view(
                    &job.ok_or(AppError::NotFound { what: "print job" })?,
                ))
            },
        )
    }
}

fn reprint(context: &CommandContext<'_>, transaction_id: Uuid) -> Result<(), AppError> {
    let shop = context.shop;
    let stored = shop.ledger.transaction(transaction_id)?;
    let stored = stored.ok_or(AppError::NotFound {
        what: "transaction",
    })?;
    if !shop.has_printer() {
        // A copy that cannot be printed must not be recorded.
        return Err(PrintError::NotConfigured.into());
    }
    context.commit(|commit| {
        let copy = commit.next_receipt_copy(transaction_id)?;
        let body = ReceiptReprinted {
            transaction_id,
            user_id: context.actor.user_id,
            copy,
        };
        context.append(commit, &EntryBody::ReceiptReprinted(body))?;
        let job = NewPrintJob {
            what: PrintSubject::Copy,
            label: stored.row.receipt_number.clone(),
            subject_id: Some(transaction_id),
            copy: Some(copy),
            payload: None,
        };
        commit.print_job_insert(&job, context.now)?;
        Ok(())
    })?;
    shop.ring_printer();
    Ok(())
}
