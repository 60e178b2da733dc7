//! zstd around a body, with a limit that is an error: a body cut short would be a wrong one.

use std::io::{self, Read as _};

/// Fast, and within a tenth of the best size for rows like ours.
const LEVEL: i32 = 3;

/// Packs a body.
pub fn pack(body: &[u8]) -> Result<Vec<u8>, PackError> {
    zstd::bulk::compress(body, LEVEL).map_err(PackError::Packing)
}

/// Unpacks a body of at most `most` bytes; one that would be larger is refused before it is.
pub fn unpack(packed: &[u8], most: usize) -> Result<Vec<u8>, PackError> {
    let reader = zstd::stream::Decoder::new(packed).map_err(PackError::Packing)?;
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut body = Vec::new();
    reader
        .take(limit)
        .read_to_end(&mut body)
        .map_err(PackError::Packing)?;
    if body.len() > most {
        return Err(PackError::TooLarge { most });
    }
    Ok(body)
}

/// Why a body cannot be packed or unpacked.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// It is no zstd, or one that ends too early.
    #[error("the body cannot be unpacked")]
    Packing(#[source] io::Error),
    /// It would unpack to more than it may.
    #[error("the body unpacks to more than {most} bytes")]
    TooLarge {
        /// The limit.
        most: usize,
    },
}
