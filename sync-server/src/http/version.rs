//! The versions of the protocol that this server speaks.

use std::ops::RangeInclusive;

use protocol::{PROTOCOL, RefusalCode};

use super::error::ApiError;

/// From the oldest to the newest version that this server speaks.
const SPOKEN: RangeInclusive<u32> = 1..=PROTOCOL;

/// Refuses a protocol that this server does not speak.
pub(crate) fn check_protocol(protocol: u32) -> Result<(), ApiError> {
    if SPOKEN.contains(&protocol) {
        Ok(())
    } else {
        Err(ApiError::refused(
            RefusalCode::ProtocolTooOld,
            format_args!(
                "this server speaks the protocols {} to {}",
                SPOKEN.start(),
                SPOKEN.end()
            ),
        ))
    }
}
