//! The server as a `Peer`: no socket, no thread.

use std::io;
use std::path::Path;
use std::sync::Arc;

use protocol::{
    CodeAnswer, CodeRequest, EnrolAnswer, EnrolRequest, FetchError, Hint, HintSource, OnProgress,
    Peer, PullAnswer, PullQuery, PushAnswer, PushRequest, Refusal, RequestError, Stamp,
    TransportError,
};

use super::ScriptedServer;

impl Peer for ScriptedServer {
    type Hints = NoHints;

    async fn enrol(
        &self,
        request: &EnrolRequest,
        _stamp: Stamp,
        _progress: OnProgress<'_>,
    ) -> Result<EnrolAnswer, RequestError> {
        self.world().enrol(request).map_err(refused)
    }

    async fn code(
        &self,
        _request: &CodeRequest,
        _stamp: Stamp,
        _progress: OnProgress<'_>,
    ) -> Result<CodeAnswer, RequestError> {
        Err(TransportError::Unreachable.into())
    }

    async fn push(
        &self,
        request: &PushRequest,
        _stamp: Stamp,
        _progress: Arc<dyn Fn() + Send + Sync>,
    ) -> Result<PushAnswer, RequestError> {
        let mut world = self.world();
        world.admit().map_err(refused)?;
        world.push(request).map_err(refused)
    }

    async fn pull(
        &self,
        query: &PullQuery,
        _stamp: Stamp,
        _progress: OnProgress<'_>,
    ) -> Result<PullAnswer, RequestError> {
        let world = self.world();
        world.admit().map_err(refused)?;
        Ok(world.pull(query.after))
    }

    async fn snapshot(
        &self,
        file: &Path,
        _stamp: Stamp,
        _progress: OnProgress<'_>,
    ) -> Result<(), FetchError> {
        let world = self.world();
        world.admit().map_err(refused)?;
        let packed = world.snapshot().map_err(io::Error::other)?;
        Ok(std::fs::write(file, packed)?)
    }

    async fn forget_snapshot(&self, file: &Path) -> io::Result<()> {
        std::fs::remove_file(file)
    }

    async fn events(
        &self,
        _stamp: Stamp,
        _progress: OnProgress<'_>,
    ) -> Result<NoHints, RequestError> {
        Err(TransportError::Unreachable.into())
    }
}

fn refused(refusal: Box<Refusal>) -> RequestError {
    RequestError::Refused {
        refusal,
        retry_after_ms: None,
    }
}

/// This server sends no hints.
#[derive(Debug)]
pub struct NoHints;

impl HintSource for NoHints {
    async fn next(&mut self, _progress: OnProgress<'_>) -> Result<Option<Hint>, TransportError> {
        Ok(None)
    }
}
