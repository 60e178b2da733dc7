//! Where time, ids and chance come from: the only place that asks the system for them.

use std::time::{SystemTime, UNIX_EPOCH};

use uuid::Uuid;

/// Milliseconds since 1970-01-01 UTC by this computer's clock.
pub fn now_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|elapsed| i64::try_from(elapsed.as_millis()).ok())
        .unwrap_or(0)
}

/// An id that nobody else has.
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// An id of which nothing can be guessed, not even when it was made.
pub fn new_random_id() -> Result<Uuid, getrandom::Error> {
    Ok(uuid::Builder::from_random_bytes(random()?).into_uuid())
}

/// Bytes of the operating system's generator.
pub fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
