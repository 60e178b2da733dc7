//! Why a request fails, and the response that tells the client.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::entry::SignedHead;
use protocol::{Refusal, RefusalCode};

use crate::clock;
use crate::database::{AsConflict, DatabaseError};
use crate::secret::SecretError;

/// The default of `Retry-After`, in seconds.
const RETRY_AFTER_S: u64 = 5;

/// Why a request fails.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The server refuses the request; the client gets the reason.
    #[error(transparent)]
    Refused(Box<RequestRefusal>),
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The server's secret.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The system did not provide random bytes.
    #[error("no random bytes: {0}")]
    Random(#[source] getrandom::Error),
    /// A response cannot be written.
    #[error("the response cannot be written: {0}")]
    Response(#[source] serde_json::Error),
    /// Any other failure. The client learns only that there was one.
    #[error(transparent)]
    Internal(Box<dyn std::error::Error + Send + Sync>),
    /// A task of this request was cut off.
    #[error("the task was cut off: {0}")]
    Task(#[source] tokio::task::JoinError),
}

/// A refusal before it becomes a response.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code:?}: {message}")]
pub struct RequestRefusal {
    pub(crate) code: RefusalCode,
    /// In English, for a log.
    pub(crate) message: String,
    /// How far the server has the register's epoch.
    pub(crate) head: Option<SignedHead>,
    pub(crate) retry_after_s: Option<u64>,
}

impl ApiError {
    /// A refusal with only a reason.
    pub(crate) fn refused(code: RefusalCode, message: impl std::fmt::Display) -> Self {
        Self::Refused(Box::new(RequestRefusal {
            code,
            message: message.to_string(),
            head: None,
            retry_after_s: None,
        }))
    }

    /// A refusal that includes how far the server has the register's epoch.
    pub(crate) fn with_head(
        code: RefusalCode,
        message: impl std::fmt::Display,
        head: SignedHead,
    ) -> Self {
        Self::Refused(Box::new(RequestRefusal {
            code,
            message: message.to_string(),
            head: Some(head),
            retry_after_s: None,
        }))
    }

    /// A refusal because of too many requests.
    pub(crate) fn too_many(message: impl std::fmt::Display, retry_after_s: u64) -> Self {
        Self::Refused(Box::new(RequestRefusal {
            code: RefusalCode::TooManyRequests,
            message: message.to_string(),
            head: None,
            retry_after_s: Some(retry_after_s),
        }))
    }

    /// The refusal that the client gets. The server's own errors go to the log only.
    fn into_refusal(self) -> RequestRefusal {
        match self {
            Self::Refused(refused) => {
                tracing::info!(code = ?refused.code, message = %refused.message, "refused");
                *refused
            }
            Self::Database(error) if error.is_unavailable() => {
                tracing::warn!(%error, "the database is away");
                RequestRefusal {
                    code: RefusalCode::Unavailable,
                    message: "the database cannot be reached; try again".to_owned(),
                    head: None,
                    retry_after_s: Some(RETRY_AFTER_S),
                }
            }
            error @ (Self::Database(_)
            | Self::Secret(_)
            | Self::Random(_)
            | Self::Response(_)
            | Self::Internal(_)
            | Self::Task(_)) => {
                tracing::error!(error = %Chain(&error), "internal error");
                RequestRefusal {
                    code: RefusalCode::Internal,
                    message: "the server failed; its log says why".to_owned(),
                    head: None,
                    retry_after_s: Some(RETRY_AFTER_S),
                }
            }
        }
    }
}

impl AsConflict for ApiError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Database(error) if error.is_conflict())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let refused = self.into_refusal();
        let status = StatusCode::from_u16(refused.code.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = Json(Refusal {
            code: refused.code,
            message: refused.message,
            head: refused.head,
            server_time_ms: clock::now_ms(),
        });
        let mut response = (status, body).into_response();
        if let Some(seconds) = refused.retry_after_s {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// An error with all its causes, on one line.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(formatter, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

/// Answers a request for a path that does not exist.
pub(crate) async fn not_found() -> Response {
    let body = Json(Refusal {
        code: RefusalCode::Malformed,
        message: "there is no such path".to_owned(),
        head: None,
        server_time_ms: clock::now_ms(),
    });
    (StatusCode::NOT_FOUND, body).into_response()
}
