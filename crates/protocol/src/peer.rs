//! The other side of the protocol, as a register uses it: over HTTP, or in the same process.

use std::future::Future;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::{
    CodeAnswer, CodeRequest, EnrolAnswer, EnrolRequest, Hint, PullAnswer, PullQuery, PushAnswer,
    PushRequest, Refusal,
};

/// Called whenever bytes moved, in either direction.
pub type OnProgress<'p> = &'p (dyn Fn() + Send + Sync);

/// Time and nonce. They make each request unique, so that a copy of it is refused.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// The best estimate of the server's clock, milliseconds since 1970-01-01 UTC.
    pub server_time_ms: i64,
    /// 16 random bytes.
    pub nonce: [u8; 16],
}

/// Answers the requests of one register.
///
/// Requests have no time limit: a shop's connection may be slow and still work. The caller watches
/// the progress, and gives up by dropping the future.
pub trait Peer: Send + Sync + 'static {
    /// The stream of hints that [`Peer::events`] opens.
    type Hints: HintSource;

    /// Makes the register known by a one-use code.
    fn enrol(
        &self,
        request: &EnrolRequest,
        stamp: Stamp,
        progress: OnProgress<'_>,
    ) -> impl Future<Output = Result<EnrolAnswer, RequestError>> + Send;

    /// Asks for a code with which another register joins.
    fn code(
        &self,
        request: &CodeRequest,
        stamp: Stamp,
        progress: OnProgress<'_>,
    ) -> impl Future<Output = Result<CodeAnswer, RequestError>> + Send;

    /// Pushes entries. `progress` outlives the call, because a connection's own task calls it.
    fn push(
        &self,
        request: &PushRequest,
        stamp: Stamp,
        progress: Arc<dyn Fn() + Send + Sync>,
    ) -> impl Future<Output = Result<PushAnswer, RequestError>> + Send;

    /// Pulls a page of the feed.
    fn pull(
        &self,
        query: &PullQuery,
        stamp: Stamp,
        progress: OnProgress<'_>,
    ) -> impl Future<Output = Result<PullAnswer, RequestError>> + Send;

    /// Fetches the snapshot into `file`, for [`crate::SnapshotReader`]. A peer may continue what an
    /// earlier, broken fetch left there.
    fn snapshot(
        &self,
        file: &Path,
        stamp: Stamp,
        progress: OnProgress<'_>,
    ) -> impl Future<Output = Result<(), FetchError>> + Send;

    /// Removes a fetched snapshot, or the part of it that was fetched.
    fn forget_snapshot(&self, file: &Path) -> impl Future<Output = io::Result<()>> + Send;

    /// Opens the stream of hints.
    fn events(
        &self,
        stamp: Stamp,
        progress: OnProgress<'_>,
    ) -> impl Future<Output = Result<Self::Hints, RequestError>> + Send;
}

/// An open stream of hints. Dropping it closes it.
pub trait HintSource: Send {
    /// The next hint; `None` when the other side has ended the stream.
    fn next(
        &mut self,
        progress: OnProgress<'_>,
    ) -> impl Future<Output = Result<Option<Hint>, TransportError>> + Send;
}

/// Why a request did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The server refused it.
    #[error("the server refused: {}", refusal.message)]
    Refused {
        /// The body of the answer.
        refusal: Box<Refusal>,
        /// The header `Retry-After`, in milliseconds.
        retry_after_ms: Option<i64>,
    },
    /// No readable answer came.
    #[error(transparent)]
    Transport(#[from] TransportError),
}

/// Why no readable answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TransportError {
    /// No connection: no network, an unknown name, or a closed port.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The certificate does not prove that this is the server.
    #[error("the server's certificate is not trusted")]
    Untrusted,
    /// The connection broke, or ended too early.
    #[error("the connection broke")]
    Broken,
    /// No byte moved for too long.
    #[error("the server fell silent")]
    Silent,
    /// The answer does not follow this protocol (a login page or a proxy may have answered).
    #[error("the answer cannot be read")]
    Unreadable,
    /// The answer exceeds its limit.
    #[error("the answer is too large")]
    TooLarge,
    /// An HTTP status without a refusal in its body.
    #[error("the server answered with status {status}")]
    Status {
        /// The HTTP status.
        status: u16,
    },
}

/// Why the snapshot was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The request failed.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The file cannot be written.
    #[error("the snapshot cannot be kept: {0}")]
    File(#[from] io::Error),
}

impl From<TransportError> for FetchError {
    fn from(error: TransportError) -> Self {
        Self::Request(error.into())
    }
}
