//! Which protocols this server speaks.

use std::ops::RangeInclusive;

use protocol::{PROTOCOL, RefusalCode};

use super::refuse::Fault;

/// From the oldest that is still spoken to the newest.
const SPOKEN: RangeInclusive<u32> = 1..=PROTOCOL;

/// Refuses a protocol that this server does not speak.
pub(crate) fn check_protocol(protocol: u32) -> Result<(), Fault> {
    if SPOKEN.contains(&protocol) {
        Ok(())
    } else {
        Err(Fault::refused(
            RefusalCode::ProtocolTooOld,
            format_args!(
                "this server speaks the protocols {} to {}",
                SPOKEN.start(),
                SPOKEN.end()
            ),
        ))
    }
}
