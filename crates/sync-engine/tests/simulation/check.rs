//! The checker of a history: the promises by their numbers.

use std::collections::BTreeMap;
use std::fmt;

use domain::catalog::{Product, ProductChange};
use domain::entry::{Entry, EntryKind, Head, SignedHead};
use domain::invariant::Checker;
use sync_engine::AttentionCode;
use uuid::Uuid;

use crate::documents::{decode, edits};
use crate::world::{Machine, World};

/// A promise that was broken. Number 0: a register believed that it was copied, and it was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) promise: u8,
    pub(crate) what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "promise {}: {}", self.promise, self.what)
    }
}

/// While a history runs.
impl World {
    /// Promise 4, at each acknowledgement.
    pub(crate) fn check_acknowledged(&mut self, machine: usize, head: &SignedHead) {
        if head.seq == 0 {
            return;
        }
        let state = &self.machines[machine];
        let own = state.disk.hash_at(head.epoch, head.seq);
        if own != Some(head.hash) {
            let what = format!(
                "m{machine} has {own:?} at {} and notes {}",
                head.seq, head.hash
            );
            return self.broken(4, what);
        }
        let line = (self.identities[state.register].register_id, head.epoch);
        if !self.stored.contains(&(line, head.seq, head.hash)) {
            return self.broken(
                4,
                format!("m{machine}: {} was never at the server", head.seq),
            );
        }
        if self.host.restores == 0 && self.host.state.hash_at(line, head.seq) != Some(head.hash) {
            self.broken(4, format!("m{machine}: {} is not at the server", head.seq));
        }
    }

    /// Promise 9, at each page and snapshot: an edit that is not known to be at the server still
    /// shows.
    pub(crate) fn check_overlay(&mut self, machine: usize) {
        let disk = &self.machines[machine].disk;
        let view = disk.view();
        let mut wanted: BTreeMap<Uuid, Product> = BTreeMap::new();
        let unpushed: Vec<ProductChange> = disk
            .log
            .iter()
            .skip(disk.confirmed)
            .flat_map(|entry| edits(entry))
            .collect();
        for change in &unpushed {
            let made_here = |other: &ProductChange| {
                other.product_id == change.product_id && other.patch.sku.is_some()
            };
            if !disk.told.contains_key(&change.product_id) && !unpushed.iter().any(made_here) {
                // The register that made this product has to refill a server that lost it.
                continue;
            }
            let Some(shown) = view.get(&change.product_id) else {
                return self.broken(9, format!("m{machine} lost product {}", change.product_id));
            };
            let product = wanted
                .entry(change.product_id)
                .or_insert_with(|| shown.clone());
            if let Ok(edited) = product.apply(&change.patch) {
                *product = edited;
            }
        }
        for (product_id, mut product) in wanted {
            let shown = &view[&product_id];
            product.revision = shown.revision;
            if product != *shown {
                let what = format!("m{machine} shows {shown:?} and wrote {product:?}");
                return self.broken(9, what);
            }
        }
    }

    /// What still differs between the machines and the server.
    pub(crate) fn difference(&self) -> Option<String> {
        let products: BTreeMap<Uuid, &Product> = self
            .host
            .state
            .products
            .iter()
            .map(|(id, tracked)| (*id, &tracked.product))
            .collect();
        let mut machines = self.machines.iter().enumerate();
        machines.find_map(|(number, machine)| {
            if machine.gone {
                return None;
            }
            let disk = &machine.disk;
            let (confirmed, written) = (disk.confirmed, disk.log.len());
            if confirmed != written {
                return Some(format!(
                    "m{number}: {confirmed} of {written} are acknowledged"
                ));
            }
            let missing = disk.log.iter().find(|entry| !self.is_stored(entry));
            if let Some(entry) = missing {
                return Some(format!(
                    "m{number}: {} is not at the server",
                    entry.header.entry_id
                ));
            }
            if let Err(violation) = self.check_head(number) {
                return Some(violation.what);
            }
            if disk.attention.contains(&AttentionCode::Revoked) {
                return None;
            }
            let told: BTreeMap<Uuid, &Product> = disk
                .told
                .iter()
                .map(|(id, product)| (*id, product))
                .collect();
            if disk.cursor != self.host.state.feed_seq() || told != products {
                let place = self.host.state.feed_seq();
                return Some(format!(
                    "m{number}: its catalog is {} of {place}",
                    disk.cursor
                ));
            }
            let waits = disk.pending.len();
            (waits > 0).then(|| format!("m{number}: {waits} edits wait for the feed"))
        })
    }
}

/// At the end of a history.
impl World {
    /// Whether the server has a document, at any seq of any epoch.
    fn is_stored(&self, entry: &Entry) -> bool {
        let server = &self.host.state;
        let entry_id = entry.header.entry_id;
        entry.header.kind == EntryKind::RegisterOpened
            || server.projected.contains_key(&entry_id)
            || server.quarantined.contains_key(&entry_id)
    }

    pub(crate) fn check_end(&self) -> Result<(), Violation> {
        self.check_documents()?;
        self.check_chains()?;
        self.check_heads()?;
        self.check_conservation()?;
        self.check_alarms()
    }

    /// Promise 2: every document of every ledger once, and its money.
    fn check_documents(&self) -> Result<(), Violation> {
        let server = &self.host.state;
        for (number, entry) in self.documents() {
            let entry_id = entry.header.entry_id;
            let counted = server.projected.get(&entry_id).map_or(0, Vec::len);
            let aside = usize::from(server.quarantined.contains_key(&entry_id));
            if counted + aside != 1 {
                let what = format!("{entry_id} of m{number} counts {counted} times");
                return Err(Violation { promise: 2, what });
            }
        }
        let mut sums = (0, 0);
        for (entry_id, amounts) in &server.projected {
            let Some(created) = self.created.get(entry_id) else {
                let what = format!("nobody wrote {entry_id}");
                return Err(Violation { promise: 2, what });
            };
            sums.0 += created.cents;
            sums.1 += amounts.iter().sum::<i64>();
        }
        if sums.0 != sums.1 {
            let what = format!(
                "the registers took {} and the server has {}",
                sums.0, sums.1
            );
            return Err(Violation { promise: 2, what });
        }
        Ok(())
    }

    fn documents(&self) -> impl Iterator<Item = (usize, &Entry)> {
        let alive = |(_, machine): &(usize, &Machine)| !machine.gone;
        let machines = self.machines.iter().enumerate().filter(alive);
        machines
            .flat_map(|(number, machine)| machine.disk.log.iter().map(move |entry| (number, entry)))
            .filter(|(_, entry)| entry.header.kind != EntryKind::RegisterOpened)
            .map(|(number, entry)| (number, &**entry))
    }

    /// Promise 3: per epoch 1..n, each with the hash of the one before it, signed; and the domain's
    /// own checker accepts a register's first epoch.
    fn check_chains(&self) -> Result<(), Violation> {
        let server = &self.host.state;
        for ((register_id, epoch), entries) in &server.lines {
            let who = self
                .identities
                .iter()
                .find(|who| who.register_id == *register_id)
                .unwrap();
            let mut head = Head::start(*epoch);
            for entry in entries {
                head = entry
                    .verify(&head, &who.key.public())
                    .map_err(|fault| Violation {
                        promise: 3,
                        what: format!("{register_id} {epoch}: {fault}"),
                    })?;
            }
            let in_shift = entries
                .get(1)
                .is_some_and(|entry| entry.header.kind == EntryKind::ShiftOpened);
            if in_shift && entries.iter().all(|entry| decode(entry).is_some()) {
                let mut checker = Checker::new();
                for entry in entries {
                    checker.push(entry).map_err(|violation| Violation {
                        promise: violation.promise,
                        what: violation.to_string(),
                    })?;
                }
            }
        }
        Ok(())
    }

    /// Promise 4, at the end: every acknowledged entry is at the server, with the same hash.
    fn check_heads(&self) -> Result<(), Violation> {
        (0..self.machines.len()).try_for_each(|number| self.check_head(number))
    }

    fn check_head(&self, number: usize) -> Result<(), Violation> {
        let machine = &self.machines[number];
        let Some(head) = machine.disk.acknowledged.as_ref().filter(|_| !machine.gone) else {
            return Ok(());
        };
        let line = (self.identities[machine.register].register_id, head.epoch);
        if self.host.state.hash_at(line, head.seq) == Some(head.hash) {
            return Ok(());
        }
        let what = format!(
            "m{number}: {} {} is not at the server",
            head.epoch, head.seq
        );
        Err(Violation { promise: 4, what })
    }

    /// Promise 5: every pushed document is either projected or quarantined.
    fn check_conservation(&self) -> Result<(), Violation> {
        let server = &self.host.state;
        for entry in server.lines.values().flatten() {
            let entry_id = entry.header.entry_id;
            let projected = server.projected.contains_key(&entry_id);
            let aside = server.quarantined.contains_key(&entry_id);
            let opening = entry.header.kind == EntryKind::RegisterOpened;
            if opening == (projected || aside) || (projected && aside) {
                let what = format!("{} {entry_id} is nowhere, or twice", entry.header.kind);
                return Err(Violation { promise: 5, what });
            }
        }
        Ok(())
    }

    /// A register that was never copied raises no alarm, however often replies are lost and servers
    /// restored.
    fn check_alarms(&self) -> Result<(), Violation> {
        let server = &self.host.state;
        let alarms = server.alarms + server.evidence;
        if !self.copied && (alarms > 0 || self.epochs_opened > 0) {
            let what = format!("{alarms} alarms, and nothing was copied");
            return Err(Violation { promise: 0, what });
        }
        Ok(())
    }
}
