//! The sync status, for screens and scripts.

use domain::feed::{CatalogConflict, ConflictField, RegisterState};
use domain::money::Cents;
use domain::quantity::Quantity;
use ledger::SyncRow;
use serde_json::Value;
use sync_driver::{Status, stored_attention};
use sync_engine::{AttentionCode, EngineState};
use uuid::Uuid;

use crate::error::AppError;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{
    ConflictView, QuarantineCode, QuarantinedView, RegisterView, SyncAttentionView, SyncErrorView,
    SyncState, SyncStatusView,
};

/// The most conflicts and quarantined entries that are shown.
const MOST_SHOWN: u32 = 50;

impl Register {
    /// The sync status. It can be read while the register is locked: the indicator shows it.
    pub fn sync_status(&self) -> Result<SyncStatusView, AppError> {
        let revision = self.next_view_revision();
        let shop = self.shop()?;
        let row = shop.ledger.sync_state()?;
        let status = shop.sync_status.get();
        let pending = shop.ledger.pending_entries()?;
        let needed = needed(&row, &status);
        let registers = shop.ledger.feed_registers()?;
        let may_look = self.may_look(&shop).is_ok();
        let state = state(&row, &status, needed, pending.entries);
        Ok(SyncStatusView {
            revision,
            state,
            server: row.enrolment.as_ref().map(|known| known.server_url.clone()),
            organization_name: row
                .enrolment
                .as_ref()
                .map(|known| known.organization_name.clone()),
            waiting_entries: pending.entries,
            waiting_transactions: pending.transactions,
            oldest_waiting_ms: pending.oldest_recorded_at_ms,
            offline_since_ms: status.offline_since_ms,
            last_push_ms: row.last_push_ok_ms,
            last_pull_ms: row.last_pull_ok_ms,
            last_error: status.last_error.as_ref().map(|error| SyncErrorView {
                code: error.into(),
                message: error.to_string(),
            }),
            attention: needed.map(attention_view),
            quarantined: if may_look {
                quarantined(&shop)?
            } else {
                Vec::new()
            },
            conflicts: if may_look {
                conflicts(&shop, &registers)?
            } else {
                Vec::new()
            },
            server_offset_ms: shop.server_offset_ms(),
            registers: register_views(&shop, registers),
        })
    }
}

/// The most urgent matter that needs a person.
fn needed(row: &SyncRow, status: &Status) -> Option<AttentionCode> {
    let blocking = match status.state {
        Some(EngineState::NeedsAttention(code)) => Some(code),
        _ => None,
    };
    blocking.or_else(|| stored_attention(row))
}

fn state(row: &SyncRow, status: &Status, needed: Option<AttentionCode>, pending: u64) -> SyncState {
    if row.enrolment.is_none() {
        return SyncState::NotEnrolled;
    }
    match status.state {
        _ if needed.is_some() => SyncState::Attention,
        Some(EngineState::Offline { .. }) => SyncState::Offline,
        Some(EngineState::Synced) => SyncState::Synced,
        Some(EngineState::Sending { .. }) => SyncState::Sending,
        _ if pending > 0 => SyncState::Sending,
        _ => SyncState::Synced,
    }
}

fn attention_view(code: AttentionCode) -> SyncAttentionView {
    let message = match code {
        AttentionCode::RegisterCopied => {
            "this register's ledger came back from a backup, or ran on two computers; receipts get \
             numbers of their own from here on"
        }
        AttentionCode::EpochRefused => "the server takes this register for a copy again and again",
        AttentionCode::LogRefused => {
            "the server says that an entry was changed after it was signed"
        }
        AttentionCode::ServerNotTrusted => {
            "the server is not the one this register was enrolled at"
        }
        AttentionCode::UpgradeNeeded => "the server needs a newer version of this program",
        AttentionCode::ServerOutdated => {
            "the server is older than this program and must be updated"
        }
        AttentionCode::Revoked => "this register was revoked",
        AttentionCode::NotEnrolled => "the server does not know this register",
        AttentionCode::NotProved => "the server does not take this register's key",
        AttentionCode::EntryTooLarge => "an entry is larger than the server takes",
        AttentionCode::RequestRefused => "the server cannot read what this program sends",
        AttentionCode::LedgerFailed => "the ledger did not take what the server said",
    };
    SyncAttentionView {
        code: code.into(),
        message: message.to_owned(),
        can_dismiss: code == AttentionCode::RegisterCopied,
    }
}

fn quarantined(shop: &Shop) -> Result<Vec<QuarantinedView>, AppError> {
    let rows = shop.ledger.quarantined(MOST_SHOWN)?;
    rows.into_iter()
        .map(|row| {
            let entry = shop
                .ledger
                .entries_after(row.position.saturating_sub(1), 1)?;
            Ok(QuarantinedView {
                seq: entry.first().map_or(0, |stored| stored.entry.header.seq),
                entry_id: row.entry_id,
                reason: serde_json::from_value(Value::String(row.reason))
                    .unwrap_or(QuarantineCode::Other),
            })
        })
        .collect()
}

fn conflicts(shop: &Shop, registers: &[RegisterState]) -> Result<Vec<ConflictView>, AppError> {
    let conflicts = shop.ledger.conflicts(MOST_SHOWN)?;
    conflicts
        .into_iter()
        .map(|conflict| conflict_view(shop, registers, conflict))
        .collect()
}

fn conflict_view(
    shop: &Shop,
    registers: &[RegisterState],
    conflict: CatalogConflict,
) -> Result<ConflictView, AppError> {
    let own = shop.ledger.identity().register_id;
    Ok(ConflictView {
        kept_text: value_text(shop, conflict.field, &conflict.kept)?,
        lost_text: value_text(shop, conflict.field, &conflict.lost)?,
        lost_register_name: name_of(registers, conflict.lost_register_id),
        lost_here: conflict.lost_register_id == own,
        conflict_id: conflict.conflict_id,
        product_id: conflict.product_id,
        product_name: conflict.product_name,
        field: conflict.field,
        at_ms: conflict.server_time_ms,
    })
}

fn name_of(registers: &[RegisterState], register_id: Uuid) -> String {
    let known = registers
        .iter()
        .find(|register| register.register_id == register_id);
    known
        .map(|register| register.name.clone())
        .unwrap_or_default()
}

/// The value of a field as a person reads it. Booleans and statuses stay codes that the screen
/// translates.
fn value_text(shop: &Shop, field: ConflictField, json: &str) -> Result<String, AppError> {
    let value: Value = serde_json::from_str(json).unwrap_or(Value::Null);
    Ok(match (field, &value) {
        (_, Value::Null) => String::new(),
        (_, Value::String(text)) => text.clone(),
        (ConflictField::PriceCents | ConflictField::CostCents, Value::Number(number)) => {
            let amount = number.as_i64().and_then(|cents| Cents::new(cents).ok());
            match amount {
                Some(amount) => shop.money()?.view(amount).text,
                None => number.to_string(),
            }
        }
        (ConflictField::LowStockThresholdThousandths, Value::Number(number)) => {
            let level = number.as_i64().and_then(|level| Quantity::new(level).ok());
            match level {
                Some(level) => shop.money()?.quantity(level),
                None => number.to_string(),
            }
        }
        (_, other) => other.to_string(),
    })
}

fn register_views(shop: &Shop, registers: Vec<RegisterState>) -> Vec<RegisterView> {
    let own = shop.ledger.identity().register_id;
    registers
        .into_iter()
        .map(|register| RegisterView {
            this: register.register_id == own,
            register_id: register.register_id,
            name: register.name,
            status: register.status,
        })
        .collect()
}
