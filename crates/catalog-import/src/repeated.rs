//! Finds codes that occur twice in one file.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use domain::barcode::canonical;

use crate::row::{ImportRow, RowError};

/// The codes seen so far. Only their 128-bit hashes are kept: those of a million rows take about 40
/// MB, however long the codes are. The hash keys are random, so that a file with colliding codes
/// cannot be made on purpose.
pub(crate) struct SeenCodes {
    first: RandomState,
    second: RandomState,
    barcodes: HashMap<u128, u32>,
    skus: HashMap<u128, u32>,
}

impl SeenCodes {
    pub(crate) fn new() -> Self {
        Self {
            first: RandomState::new(),
            second: RandomState::new(),
            barcodes: HashMap::new(),
            skus: HashMap::new(),
        }
    }

    /// Refuses a row that repeats the barcode or the SKU of an accepted row. Otherwise remembers
    /// its codes.
    pub(crate) fn admit(&mut self, row: &ImportRow) -> Result<(), RowError> {
        let barcode = row
            .barcode
            .as_deref()
            .map(|code| self.hash(&canonical(code)));
        let sku = row.sku.as_deref().map(|code| self.hash(&canonical(code)));
        if let Some(line) = barcode.and_then(|code| self.barcodes.get(&code)) {
            return Err(RowError::BarcodeRepeated {
                first_line: u64::from(*line),
            });
        }
        if let Some(line) = sku.and_then(|code| self.skus.get(&code)) {
            return Err(RowError::SkuRepeated {
                first_line: u64::from(*line),
            });
        }
        let line = u32::try_from(row.line).unwrap_or(u32::MAX);
        self.barcodes.extend(barcode.map(|code| (code, line)));
        self.skus.extend(sku.map(|code| (code, line)));
        Ok(())
    }

    fn hash(&self, code: &str) -> u128 {
        (u128::from(self.first.hash_one(code)) << 64) | u128::from(self.second.hash_one(code))
    }
}
