//! Verifying a ledger or an exported log.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use domain::entry::Hash;
use domain::hex::to_hex;
use ledger::{Verification, VerifyError, verify_export};

use crate::error::AppError;
use crate::register::Register;
use crate::view::VerifyView;

impl Register {
    /// Checks every entry of this ledger from the first, and every table folded from them.
    pub fn ledger_verify(&self) -> Result<VerifyView, AppError> {
        let shop = self.shop()?;
        let public_key = shop.key.public();
        Ok(view(&shop.ledger.verify(Some(&public_key), &mut |_| ())?))
    }
}

/// Checks an exported file, without a ledger: what an auditor has. With `head`, its last entry must
/// have that hash.
pub fn ledger_verify_export(path: &Path, head: Option<Hash>) -> Result<VerifyView, AppError> {
    let file = File::open(path).map_err(|source| AppError::Folder {
        path: path.to_path_buf(),
        source,
    })?;
    Ok(view(&verify_export(
        BufReader::new(file),
        None,
        head,
        &mut |_| (),
    )?))
}

fn view(verification: &Verification) -> VerifyView {
    let error = verification.error.as_deref();
    let (broken_seq, broken_promise) = match error {
        Some(VerifyError::Entry {
            entry, violation, ..
        }) => (Some(entry.seq), Some(u32::from(violation.promise))),
        _ => (None, None),
    };
    VerifyView {
        ok: error.is_none(),
        entries: verification.entries,
        broken_seq,
        broken_promise,
        reason: error.map(ToString::to_string),
        head_hash: verification.head.map(|head| to_hex(&head.hash.0)),
    }
}
