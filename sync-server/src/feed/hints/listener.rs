//! One register that listens to hints.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::EventStream;
use crate::auth::{AuthenticatedRegister, Authenticator};
use crate::shutdown::stopped;

/// How long a stream lives. Then the register has to authenticate again.
const LIFE: Duration = Duration::from_hours(1);

/// A register that listens, and the numbers it was sent.
pub(crate) struct HintListener {
    auth: Arc<Authenticator>,
    register: AuthenticatedRegister,
    stream: EventStream,
    moved: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    until: Instant,
    /// The last number that was sent.
    sent: Option<u64>,
    /// The number to begin with.
    first: Option<u64>,
}

impl HintListener {
    /// A listener that begins with the number `first`.
    pub(crate) fn new(
        auth: Arc<Authenticator>,
        register: AuthenticatedRegister,
        stream: EventStream,
        moved: watch::Receiver<u64>,
        stopping: watch::Receiver<bool>,
        first: u64,
    ) -> Self {
        Self {
            auth,
            register,
            stream,
            moved,
            stopping,
            until: Instant::now() + LIFE,
            sent: None,
            first: Some(first),
        }
    }

    /// The next number that the register does not know; `None` when the stream ends.
    pub(crate) async fn next(&mut self) -> Option<u64> {
        let number = match self.first.take() {
            Some(first) => first,
            None => self.newer().await?,
        };
        self.sent = Some(number);
        Some(number)
    }

    async fn newer(&mut self) -> Option<u64> {
        loop {
            tokio::select! {
                changed = self.moved.changed() => changed.ok()?,
                _ = &mut self.stream.replaced => return None,
                () = stopped(&mut self.stopping) => return None,
                () = sleep_until(self.until) => return None,
            }
            let (organization_id, register_id) =
                (self.register.organization_id, self.register.register_id);
            // A revoked register gets no more hints. One that cannot be looked up has to
            // authenticate again.
            if !self.auth.is_active(organization_id, register_id).await {
                return None;
            }
            let newest = *self.moved.borrow_and_update();
            if self.sent.is_none_or(|sent| newest > sent) {
                return Some(newest);
            }
        }
    }
}
