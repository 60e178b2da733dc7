//! zstd around a body. A body above the limit is an error, because a shortened one would be wrong.

use std::io::{self, Read as _};

/// Fast, and within a tenth of the best size for rows like ours.
const LEVEL: i32 = 3;

/// Compresses the body of a request or an answer with zstd.
pub fn pack(body: &[u8]) -> Result<Vec<u8>, PackError> {
    zstd::bulk::compress(body, LEVEL).map_err(PackError::Packing)
}

/// Unpacks a body of at most `most` bytes. It stops as soon as a body exceeds the limit.
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
    /// The bytes are not zstd, or end too early.
    #[error("the body cannot be unpacked")]
    Packing(#[source] io::Error),
    /// The body would exceed the limit.
    #[error("the body unpacks to more than {most} bytes")]
    TooLarge {
        /// The limit.
        most: usize,
    },
}
