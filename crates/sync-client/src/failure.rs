//! Why a request was not answered as hoped.

use std::error::Error;

use protocol::Refusal;
use sync_engine::TransportError;

/// A request without a success.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The server said no.
    #[error("the server refused: {}", refusal.message)]
    Refused {
        /// What it said.
        refusal: Box<Refusal>,
        /// The header `Retry-After`, in milliseconds.
        retry_after_ms: Option<i64>,
    },
    /// No answer came that could be read.
    #[error(transparent)]
    Fault(#[from] TransportError),
}

/// What stopped a request that was on its way.
pub(super) fn of_request(error: &reqwest::Error) -> TransportError {
    if is_certificate(error) {
        TransportError::Untrusted
    } else if error.is_connect() || (error.is_timeout() && !error.is_body()) {
        TransportError::Unreachable
    } else {
        TransportError::Broken
    }
}

/// Whether TLS refused the other side, somewhere down in the causes.
fn is_certificate(error: &reqwest::Error) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = cause {
        if error.is::<rustls::Error>() {
            return true;
        }
        cause = match error.downcast_ref::<std::io::Error>() {
            Some(io) if io.get_ref().is_some() => {
                io.get_ref().map(|inner| inner as &(dyn Error + 'static))
            }
            _ => error.source(),
        };
    }
    false
}
