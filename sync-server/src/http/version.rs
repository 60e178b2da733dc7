//! The protocols that this server answers.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use protocol::{PROTOCOL_HEADER, ProtocolError, ProtocolWindow};

use super::error::ApiError;

/// The protocol that a request is written in, for handlers that answer each in its own shape.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequestProtocol(pub(crate) u32);

/// Refuses a request outside the window, before its body is read: the body of a newer protocol may
/// be unreadable here, and the register must learn the real reason.
pub(crate) async fn require_protocol(
    State(window): State<ProtocolWindow>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let header = request.headers().get(PROTOCOL_HEADER);
    let header = header.map(|value| value.to_str().unwrap_or_default());
    let protocol = window.read(header)?;
    request.extensions_mut().insert(RequestProtocol(protocol));
    Ok(next.run(request).await)
}

impl From<ProtocolError> for ApiError {
    fn from(error: ProtocolError) -> Self {
        Self::refused(error.code(), error)
    }
}
