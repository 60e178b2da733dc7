//! A copy of a receipt, which says that it is one.

use domain::entry::EntryBody;
use domain::entry::body::ReceiptReprinted;
use domain::user::Permission;
use ledger::{NewPrintJob, PrintSubject};
use peripherals::PrintError;
use uuid::Uuid;

use crate::error::AppError;
use crate::printing::job_view;
use crate::register::{Register, RegisterEvent};
use crate::view::PrintJobView;

impl Register {
    /// Prints a copy, marked and numbered as such. Each copy is recorded.
    pub fn receipt_reprint(
        &self,
        command_id: Uuid,
        transaction_id: Uuid,
    ) -> Result<PrintJobView, AppError> {
        let shop = self.shop()?;
        let actor = self.permit(&shop, Permission::Reprint)?;
        let stored = shop.ledger.transaction(transaction_id)?;
        let stored = stored.ok_or(AppError::NotFound {
            what: "transaction",
        })?;
        if !shop.has_printer() {
            // Nothing is recorded that will not happen.
            return Err(PrintError::NotConfigured.into());
        }
        let newest = |transaction_id| -> Result<PrintJobView, AppError> {
            let job = shop.ledger.print_job_of(transaction_id)?;
            Ok(job_view(
                &job.ok_or(AppError::NotFound { what: "print job" })?,
            ))
        };
        let _turn = shop.turns.take(command_id);
        if shop.done_before(command_id)?.is_some() {
            return newest(transaction_id);
        }
        let now = shop.now(self);
        shop.ledger.commit(|commit| {
            let counter = format!("copies:{transaction_id}");
            let copy = commit
                .preference::<u32>(&counter)?
                .unwrap_or(0)
                .saturating_add(1);
            commit.preference_set(&counter, &copy)?;
            let user_id = actor.user_id;
            let body = ReceiptReprinted {
                transaction_id,
                user_id,
                copy,
            };
            commit.append(
                command_id,
                &EntryBody::ReceiptReprinted(body),
                now,
                &shop.key,
            )?;
            let job = NewPrintJob {
                what: PrintSubject::Copy,
                label: stored.row.receipt_number.clone(),
                subject_id: Some(transaction_id),
                copy: Some(copy),
                payload: None,
            };
            commit.print_job_insert(&job, now)?;
            Ok::<_, AppError>(())
        })?;
        shop.ring_printer();
        self.parts.events.tell(RegisterEvent::PrintQueueChanged);
        newest(transaction_id)
    }
}
