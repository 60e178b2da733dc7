//! How the server says no: one type, one answer.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::entry::SignedHead;
use protocol::{Refusal, RefusalCode};

use crate::catalog::SnapshotError;
use crate::database::{AsConflict, DatabaseError};
use crate::secret::SecretError;
use crate::source;

/// When a client should come back where nothing better is known, in seconds.
const RETRY_AFTER_S: u64 = 5;

/// Why a request has no success.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The server says no; the client learns why.
    #[error(transparent)]
    Refused(Box<Refused>),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The server's secret.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// No random bytes.
    #[error("no random bytes: {0}")]
    Random(#[source] getrandom::Error),
    /// An answer cannot be written.
    #[error("the answer cannot be written: {0}")]
    Answer(#[source] serde_json::Error),
    /// A snapshot cannot be built.
    #[error(transparent)]
    Snapshot(SnapshotError),
    /// A task of this request was cut off.
    #[error("the task was cut off: {0}")]
    Task(#[source] tokio::task::JoinError),
}

/// A refusal, before it is an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code:?}: {message}")]
pub struct Refused {
    /// Why, for the program.
    pub code: RefusalCode,
    /// Why, for a log.
    pub message: String,
    /// What the server has of the register's epoch.
    pub head: Option<SignedHead>,
    /// When to come back, in seconds.
    pub retry_after_s: Option<u64>,
}

impl Fault {
    /// A refusal with nothing but its reason.
    pub fn refused(code: RefusalCode, message: impl std::fmt::Display) -> Self {
        Self::Refused(Box::new(Refused {
            code,
            message: message.to_string(),
            head: None,
            retry_after_s: None,
        }))
    }

    /// A refusal with what the server has of the register's epoch.
    pub fn with_head(code: RefusalCode, message: impl std::fmt::Display, head: SignedHead) -> Self {
        Self::Refused(Box::new(Refused {
            code,
            message: message.to_string(),
            head: Some(head),
            retry_after_s: None,
        }))
    }

    /// Too many requests.
    pub fn too_many(message: impl std::fmt::Display, retry_after_s: u64) -> Self {
        Self::Refused(Box::new(Refused {
            code: RefusalCode::TooManyRequests,
            message: message.to_string(),
            head: None,
            retry_after_s: Some(retry_after_s),
        }))
    }

    /// What the client is told; the server's own faults stay here.
    fn told(self) -> Refused {
        match self {
            Self::Refused(refused) => {
                tracing::info!(code = ?refused.code, message = %refused.message, "refused");
                *refused
            }
            Self::Database(error) if error.is_unavailable() => {
                tracing::warn!(%error, "the database is away");
                Refused {
                    code: RefusalCode::Unavailable,
                    message: "the database cannot be reached; try again".to_owned(),
                    head: None,
                    retry_after_s: Some(RETRY_AFTER_S),
                }
            }
            error => {
                tracing::error!(error = %Chain(&error), "internal error");
                Refused {
                    code: RefusalCode::Internal,
                    message: "the server failed; its log says why".to_owned(),
                    head: None,
                    retry_after_s: Some(RETRY_AFTER_S),
                }
            }
        }
    }
}

impl AsConflict for Fault {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Database(error) if error.is_conflict())
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let refused = self.told();
        let status = StatusCode::from_u16(refused.code.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = Json(Refusal {
            code: refused.code,
            message: refused.message,
            head: refused.head,
            server_time_ms: source::now_ms(),
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

/// There is no such route.
pub(super) async fn not_found() -> Response {
    let body = Json(Refusal {
        code: RefusalCode::Malformed,
        message: "there is no such path".to_owned(),
        head: None,
        server_time_ms: source::now_ms(),
    });
    (StatusCode::NOT_FOUND, body).into_response()
}
