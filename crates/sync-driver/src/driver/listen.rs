//! The stream of hints.

use std::future::Future;
use std::sync::Arc;

use protocol::{HintSource as _, Peer, TransportError};
use sync_engine::{Attempt, Input};

use super::DriverIo;
use super::pull::failed;

/// Follows the stream until it ends.
pub(super) fn follow<P: Peer>(
    io: &Arc<DriverIo<P>>,
    attempt: Attempt,
) -> impl Future<Output = ()> + Send + use<P> {
    let io = Arc::clone(io);
    async move {
        let Some(stamp) = io.or_ledger_failed(attempt, io.stamp()) else {
            return;
        };
        let progress = io.progress(attempt);
        let mut stream = match io.peer.events(stamp, &progress).await {
            Ok(stream) => stream,
            Err(error) => return io.send(failed(attempt, error)),
        };
        io.send(Input::ListenStarted { attempt });
        let error = loop {
            match stream.next(&progress).await {
                Ok(Some(hint)) => io.send(Input::Hint { attempt, hint }),
                Ok(None) => break TransportError::Broken,
                Err(error) => break error,
            }
        };
        io.send(Input::Failed { attempt, error });
    }
}
