//! A database transaction that conflicts with another one is begun again, a few times.

use std::future::Future;
use std::time::Duration;

use super::error::DatabaseError;

/// How often a database transaction is begun before its conflict becomes an error.
const ATTEMPTS_MAX: u32 = 5;

/// Runs a whole database transaction, again when it deadlocked or could not be serialized.
pub async fn retrying<T, E, F, A>(mut attempt: A) -> Result<T, E>
where
    A: FnMut() -> F,
    F: Future<Output = Result<T, E>>,
    E: AsConflict,
{
    let mut attempts = 1;
    loop {
        match attempt().await {
            Err(error) if error.is_conflict() && attempts < ATTEMPTS_MAX => {
                tracing::debug!(attempts, "a database transaction is begun again");
                tokio::time::sleep(Duration::from_millis(5) * (1 << attempts)).await;
                attempts += 1;
            }
            done => return done,
        }
    }
}

/// An error that may be a conflict with another database transaction.
pub trait AsConflict {
    /// See [`DatabaseError::is_conflict`].
    fn is_conflict(&self) -> bool;
}

impl AsConflict for DatabaseError {
    fn is_conflict(&self) -> bool {
        Self::is_conflict(self)
    }
}
