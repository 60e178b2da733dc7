//! Hints as they come.

use std::future::Future;
use std::sync::Arc;

use sync_engine::{Attempt, Input, TransportError};

use super::Hands;
use super::pull::failed;

/// Follows the stream until it ends.
pub(super) fn follow(
    hands: &Arc<Hands>,
    attempt: Attempt,
) -> impl Future<Output = ()> + Send + use<> {
    let hands = Arc::clone(hands);
    async move {
        let Some(stamp) = hands.usable(attempt, hands.stamp()) else {
            return;
        };
        let progress = hands.progress(attempt);
        let mut stream = match hands.client.events(stamp, &progress).await {
            Ok(stream) => stream,
            Err(failure) => return hands.tell(failed(attempt, failure)),
        };
        hands.tell(Input::ListenStarted { attempt });
        let error = loop {
            match stream.next(&progress).await {
                Ok(Some(hint)) => hands.tell(Input::Hint { attempt, hint }),
                Ok(None) => break TransportError::Broken,
                Err(error) => break error,
            }
        };
        hands.tell(Input::Failed { attempt, error });
    }
}
