//! Closing a register that others still hold.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::register::Register;

impl Register {
    /// Closes the shop for all clones of this register: nothing new begins, what runs is waited
    /// for, the high-water mark is written and the ledger is closed.
    ///
    /// False when that takes longer than `limit`, as a print attempt or a backup may. Nothing that
    /// was committed is lost then either; the next start does what was left.
    pub fn close_within(&self, limit: Duration) -> bool {
        let register = self.clone();
        let (end, ended) = mpsc::channel();
        let closing = thread::Builder::new()
            .name("close".to_owned())
            .spawn(move || {
                register.end_shop();
                // Fails only when nobody waits any more.
                end.send(()).ok();
            });
        if let Err(error) = closing {
            log::error!("no thread closes the register: {error}");
            return false;
        }
        ended.recv_timeout(limit).is_ok()
    }

    fn end_shop(&self) {
        self.inner.events.forget_listener();
        let shop = self.take_shop();
        if let Some(shop) = &shop {
            // First: what comes after it may take its time.
            shop.write_mark();
            shop.import.cancel();
        }
        drop(self.sync_task().take());
        let Some(shop) = shop else {
            return;
        };
        let closed = shop.tell_end();
        drop(shop);
        // A command that began before has the shop, too; whoever is the last closes it.
        closed.recv().ok();
    }
}
