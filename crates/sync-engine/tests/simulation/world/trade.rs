//! Actions of people at a machine, independent of the network.

use domain::catalog::{ProductPatch, ProductStatus};
use domain::entry::EntryKind;
use domain::money::Cents;
use sync_engine::{Input, LocalState};
use uuid::Uuid;

use super::{Created, Event, World};
use crate::documents::{Draft, decode, edit};
use domain::entry::EntryBody;

impl World {
    /// A person sells, or edits a product. Neither ever waits, and no clock setting prevents it.
    pub(super) fn act(&mut self, machine: usize) {
        let entry_id = self.random.uuid();
        let at = self.now + self.machines[machine].wall_offset;
        let draft = match self.random.between(1, 100) {
            1..=45 => {
                let cents = self.random.between(1, 500_000);
                Draft::money(self.who(machine), entry_id, cents, at)
            }
            46..=55 => self.new_product(entry_id, at),
            56..=94 => self.edited_product(machine, entry_id, at),
            kind => Draft::strange(entry_id, kind < 98, at),
        };
        self.commit(machine, draft);
    }

    fn commit(&mut self, machine: usize, draft: Draft) {
        let register = self.machines[machine].register;
        let identity = &self.identities[register];
        let entry = self.machines[machine].disk.append(identity, draft);
        self.note_documents(machine);
        self.note(|| {
            let header = &entry.header;
            format!(
                "m{machine} writes {} {} as {}",
                header.seq,
                header.kind,
                short(header.entry_id)
            )
        });
        self.note_high_water(machine);
        let head = self.machines[machine].disk.head();
        let generation = self.machines[machine].generation;
        let local = LocalState {
            head,
            profiles_pending: false,
        };
        let wait = self.random.between(0, 3);
        self.after(
            wait,
            Event::Tell {
                machine,
                generation,
                input: Box::new(Input::LocalChanged(local)),
            },
        );
    }

    fn new_product(&mut self, entry_id: Uuid, at: i64) -> Draft {
        let product_id = self.random.uuid();
        let patch = ProductPatch {
            name: Some(format!("Product {}", self.random.between(1, 99))),
            // Now and then two registers assign the same SKU.
            sku: Some(Some(format!("S{}", self.random.between(1, 9)))),
            price_cents: Some(Some(self.price())),
            ..ProductPatch::default()
        };
        Draft::product(entry_id, edit(product_id, 0, patch), at)
    }

    fn edited_product(&mut self, machine: usize, entry_id: Uuid, at: i64) -> Draft {
        let view = self.machines[machine].disk.view();
        if view.is_empty() {
            return self.new_product(entry_id, at);
        }
        let place = self.random.index(view.len());
        let (product_id, product) = view.iter().nth(place).unwrap();
        let mut patch = ProductPatch::default();
        match self.random.between(1, 4) {
            1 => patch.name = Some(format!("Name {}", self.random.between(1, 9_999))),
            2 => patch.category = Some(None),
            3 => {
                patch.status = Some(match product.status {
                    ProductStatus::Active => ProductStatus::Inactive,
                    ProductStatus::Inactive => ProductStatus::Active,
                });
            }
            _ => patch.price_cents = Some(Some(self.price())),
        }
        Draft::product(entry_id, edit(*product_id, product.revision, patch), at)
    }

    fn price(&mut self) -> Cents {
        Cents::new(self.random.between(1, 99_999)).unwrap()
    }

    /// Remembers every document that a disk holds.
    pub(super) fn note_documents(&mut self, machine: usize) {
        for entry in self.machines[machine].disk.log.iter().rev() {
            if entry.header.kind == EntryKind::RegisterOpened {
                continue;
            }
            let cents = match decode(entry) {
                Some(EntryBody::CashMoved(body)) => body.amount_cents.value(),
                _ => 0,
            };
            let known = self
                .created
                .insert(entry.header.entry_id, Created { cents });
            if known.is_some() {
                break;
            }
        }
    }

    pub(super) fn note_high_water(&mut self, machine: usize) {
        let machine = &mut self.machines[machine];
        let head = machine.disk.head();
        machine.high_water = Some((head.epoch, head.seq));
    }
}

/// Enough of an id to follow it in a trace.
pub(crate) fn short(id: Uuid) -> String {
    id.simple().to_string().chars().take(6).collect()
}
