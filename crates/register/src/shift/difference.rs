//! What a counted drawer differs by, for whoever is to approve it.

use domain::user::Permission;

use super::count::read_count;
use crate::authority::InPlace;
use crate::error::AppError;
use crate::register::Register;
use crate::view::{ApprovalInput, CountInput, DrawerDifference};

impl Register {
    /// What this count differs by. It takes the PIN of somebody who may close over any difference,
    /// and closes nothing: they decide when they have seen it. The count is kept like one that was
    /// refused, so that another one after it says so in the note of the close.
    pub fn shift_difference(
        &self,
        counted: &CountInput,
        approval: Option<&ApprovalInput>,
    ) -> Result<DrawerDifference, AppError> {
        let shop = self.shop()?;
        let permission = Permission::OverShortAboveLimit;
        self.permit_in_place(&shop, permission, InPlace::Approved(approval))?;
        let money = shop.money()?;
        let counted = read_count(money, counted)?.cents;
        let shift = shop.open_shift()?;
        let first = shop.ledger.refused_count(shift.shift_id)?;
        shop.ledger
            .commit(|commit| commit.refused_count_keep(shift.shift_id, counted))?;
        Ok(DrawerDifference {
            counted: money.view(counted),
            counted_first: first
                .filter(|first| *first != counted)
                .map(|first| money.view(first)),
            expected: money.view(shift.totals.expected_drawer_cents()),
            difference: money.view(shift.totals.difference_cents(counted)?),
        })
    }
}
