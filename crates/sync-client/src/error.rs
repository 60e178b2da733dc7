//! Converts the errors of `reqwest` to those of the protocol.

use std::error::Error;

use protocol::TransportError;

/// The error that ended a request.
pub(super) fn transport_error(error: &reqwest::Error) -> TransportError {
    if is_certificate(error) {
        TransportError::Untrusted
    } else if error.is_connect() || (error.is_timeout() && !error.is_body()) {
        TransportError::Unreachable
    } else {
        TransportError::Broken
    }
}

/// Whether TLS rejected the certificate, anywhere in the chain of causes.
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
