//! Random bytes and ids: the only place that asks the system for them.

use uuid::Uuid;

/// An id that cannot be guessed and does not reveal when it was made.
pub fn new_id() -> Result<Uuid, getrandom::Error> {
    Ok(uuid::Builder::from_random_bytes(bytes()?).into_uuid())
}

/// Bytes of the operating system's generator.
pub fn bytes<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
