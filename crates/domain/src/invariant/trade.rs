//! Promises 6, 7 and 8: money, stock and receipt numbers.

use uuid::Uuid;

use super::Breach;
use crate::entry::{EntryBody, ShiftStep};
use crate::posting::postings;
use crate::receipt_number::split;
use crate::shift_totals::ShiftTotals;
use crate::stock::{StockLevels, StockMovement};
use crate::transaction::TransactionBody;

/// The sums of the entries so far.
#[derive(Debug, Default)]
pub(super) struct Trade {
    shift: Option<(Uuid, ShiftTotals)>,
    stock: StockLevels,
    last_receipt_seq: u64,
    receipt_prefix: Option<String>,
    earlier_prefixes: Vec<String>,
}

impl Trade {
    pub(super) const fn stock(&self) -> &StockLevels {
        &self.stock
    }

    pub(super) const fn open_shift(&self) -> Option<(Uuid, &ShiftTotals)> {
        match &self.shift {
            Some((shift_id, totals)) => Some((*shift_id, totals)),
            None => None,
        }
    }

    pub(super) const fn last_receipt_seq(&self) -> u64 {
        self.last_receipt_seq
    }

    /// Receipt numbers begin again with an epoch, under another prefix.
    pub(super) fn begin_epoch(&mut self) {
        self.last_receipt_seq = 0;
        self.earlier_prefixes.extend(self.receipt_prefix.take());
    }

    pub(super) fn push(&mut self, body: &EntryBody) -> Result<(), Breach> {
        if let Some(transaction) = body.transaction() {
            self.receipt(transaction)?;
        }
        self.movements(&body.stock_movements())?;
        match body.shift() {
            Some(ShiftStep::Opens(shift_id)) => self.open(shift_id, body),
            Some(ShiftStep::Within(shift_id)) => self.fold(shift_id, body),
            Some(ShiftStep::Closes(shift_id)) => self.close(shift_id, body),
            None => Ok(()),
        }
    }

    fn open(&mut self, shift_id: Uuid, body: &EntryBody) -> Result<(), Breach> {
        if self.shift.is_some() {
            return Err(Breach::ShiftOpenedTwice);
        }
        self.shift = Some((shift_id, ShiftTotals::default()));
        self.fold(shift_id, body)
    }

    fn fold(&mut self, shift_id: Uuid, body: &EntryBody) -> Result<(), Breach> {
        match &mut self.shift {
            Some((open, totals)) if *open == shift_id => Ok(totals.apply(body)?),
            _ => Err(Breach::OutsideShift),
        }
    }

    fn close(&mut self, shift_id: Uuid, body: &EntryBody) -> Result<(), Breach> {
        let totals = match &self.shift {
            Some((open, totals)) if *open == shift_id => totals,
            _ => return Err(Breach::OutsideShift),
        };
        let report = totals.report()?;
        if body.shift_report().is_some_and(|signed| *signed != report) {
            return Err(Breach::ReportDiffers);
        }
        postings(body)?;
        self.shift = None;
        Ok(())
    }

    fn movements(&mut self, movements: &[StockMovement]) -> Result<(), Breach> {
        for movement in movements {
            if movement.delta_thousandths == 0 {
                return Err(Breach::StockMovesNothing);
            }
            self.stock.apply(movement)?;
        }
        Ok(())
    }

    fn receipt(&mut self, transaction: &TransactionBody) -> Result<(), Breach> {
        let expected = self.last_receipt_seq.saturating_add(1);
        let found = transaction.receipt_seq;
        if found != expected {
            return Err(Breach::ReceiptNotNext { expected, found });
        }
        let (prefix, printed) = split(&transaction.receipt_number)?;
        let same_prefix = match self.receipt_prefix.as_deref() {
            Some(known) => known == prefix,
            None => self
                .earlier_prefixes
                .iter()
                .all(|earlier| earlier != prefix),
        };
        if printed != found || !same_prefix {
            let number = transaction.receipt_number.clone();
            return Err(Breach::ReceiptNumberDiffers { number });
        }
        self.receipt_prefix = Some(prefix.to_owned());
        self.last_receipt_seq = found;
        Ok(())
    }
}
