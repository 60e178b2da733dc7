//! Paying a refund out. Its limit is checked where it is rung up, in `tender`.

use domain::cart::TransactionKind;
use uuid::Uuid;

use crate::error::AppError;
use crate::register::Register;
use crate::tender::{Ticket, TicketItem};
use crate::view::{ApprovalInput, DoneView, OfferInput};

impl Register {
    /// Gives money back for goods, without a reference to the sale. Takes the permission to refund,
    /// or an approval.
    pub fn refund_complete(
        &self,
        command_id: Uuid,
        items: Vec<TicketItem>,
        offers: Vec<OfferInput>,
        approval: Option<&ApprovalInput>,
    ) -> Result<DoneView, AppError> {
        let kind = TransactionKind::Refund;
        let ticket = Ticket {
            kind,
            items,
            offers,
            original_transaction_id: None,
        };
        self.ring_up(command_id, &ticket, approval)
    }
}
