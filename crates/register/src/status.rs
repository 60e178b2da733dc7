//! The status line of every screen.

use crate::backup::is_failing;
use crate::error::AppError;
use crate::register::Register;
use crate::shop::{Shop, register_name};
use crate::user::person_view;
use crate::view::{AlertCode, AlertView, StatusView};

/// A shift that is open longer than this was probably forgotten.
const LONG_SHIFT_MS: i64 = 26 * 60 * 60 * 1000;

impl Register {
    /// Who is unlocked, which shift is open, what needs attention. Works while the register is
    /// locked.
    pub fn app_status(&self) -> Result<StatusView, AppError> {
        let revision = self.next_view_revision();
        let shop = self.shop()?;
        let settings = shop.settings();
        let now_ms = self.utc_ms();
        let user = match *self.session() {
            Some(user_id) => shop.ledger.user(user_id)?.filter(|user| user.active),
            None => None,
        };
        let shift = shop.ledger.shift_open()?;
        let opened_at_ms = shift.as_ref().map(|shift| shift.opened_at_ms);
        let mut status = StatusView {
            revision,
            store_name: settings.store.store_name.clone(),
            register_name: register_name(&shop.ledger)?,
            language: settings.store.language.into(),
            theme: settings.own.theme,
            text_scale: settings.own.text_scale,
            currency: shop.money()?.currency_view(),
            user: user.as_ref().map(|user| person_view(user, now_ms)),
            shift: shift.map(|shift| shop.show_shift(&shift)).transpose()?,
            pin_length: u32::from(settings.store.pin_length),
            auto_lock_minutes: settings.own.auto_lock_minutes,
            sound_volume: settings.own.sound_volume,
            print_queue: shop.queue_view()?,
            product_count: shop.ledger.product_count()?,
            alerts: Vec::new(),
        };
        status.alerts = alerts(&shop, &status, opened_at_ms, now_ms)?;
        Ok(status)
    }
}

fn alerts(
    shop: &Shop,
    status: &StatusView,
    opened_at_ms: Option<i64>,
    now_ms: i64,
) -> Result<Vec<AlertView>, AppError> {
    let long = opened_at_ms.is_some_and(|opened| now_ms.saturating_sub(opened) > LONG_SHIFT_MS);
    let found = [
        (shop.key_in_file(), AlertCode::KeyFileInUse),
        (status.print_queue.failed > 0, AlertCode::PrinterFailing),
        (shop.clock_is_suspect(now_ms), AlertCode::ClockSuspect),
        (long, AlertCode::ShiftOpenTooLong),
        (status.product_count == 0, AlertCode::CatalogEmpty),
        (is_failing(&shop.ledger, now_ms)?, AlertCode::BackupFailing),
        (
            shop.recovery_code_made_ms().is_none(),
            AlertCode::RecoveryCodeMissing,
        ),
    ];
    Ok(found
        .into_iter()
        .filter(|(is_so, _)| *is_so)
        .map(|(_, code)| AlertView {
            code,
            detail: (code == AlertCode::ClockSuspect)
                .then(|| shop.newest_time_text())
                .flatten(),
        })
        .collect())
}
