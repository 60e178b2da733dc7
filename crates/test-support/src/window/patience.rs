//! Waits for elements that the page has not drawn yet.

use std::time::{Duration, Instant};

use fantoccini::error::CmdError;

/// How long an element may take to appear before the test fails.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);
/// How often a condition is checked while waiting for it.
pub(super) const POLL: Duration = Duration::from_millis(25);

/// Retries an action on an element until the element is there. The page may replace the element
/// during the look-up or before the action; then it is looked up again.
pub(super) async fn patiently<T>(
    patience: Duration,
    act: impl AsyncFn() -> Result<T, CmdError>,
) -> Result<T, CmdError> {
    let deadline = Instant::now() + patience;
    loop {
        match act().await {
            Err(error) if is_too_early(&error) && Instant::now() < deadline => {
                tokio::time::sleep(POLL).await;
            }
            done => return done,
        }
    }
}

/// Whether the page had not drawn the element yet, or was about to replace it.
fn is_too_early(error: &CmdError) -> bool {
    error.is_no_such_element() || error.is_stale_element_reference()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use fantoccini::error::{ErrorStatus, WebDriver};

    use super::*;

    fn refused(status: ErrorStatus) -> CmdError {
        CmdError::Standard(WebDriver::new(status, "refused"))
    }

    #[tokio::test]
    async fn an_element_that_is_replaced_during_the_look_is_looked_up_again() {
        let looks = Cell::new(0);
        let found = patiently(PATIENCE, async || {
            looks.set(looks.get() + 1);
            match looks.get() {
                1 => Err(refused(ErrorStatus::NoSuchElement)),
                2 => Err(refused(ErrorStatus::StaleElementReference)),
                look => Ok(look),
            }
        });
        assert_eq!(found.await.ok(), Some(3));
    }

    #[tokio::test]
    async fn what_stays_away_is_an_error() {
        let looked = patiently(Duration::ZERO, async || {
            Err::<(), _>(refused(ErrorStatus::NoSuchElement))
        });
        assert!(looked.await.is_err());
    }

    #[tokio::test]
    async fn what_is_covered_is_an_error_at_once() {
        let clicked = patiently(PATIENCE, async || {
            Err::<(), _>(refused(ErrorStatus::ElementClickIntercepted))
        });
        assert!(clicked.await.is_err());
    }
}
