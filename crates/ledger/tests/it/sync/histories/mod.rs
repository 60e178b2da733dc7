//! Random histories of a register and its server: edits here and elsewhere, answers and pages that
//! are late, lost or doubled, restarts, and a server that is restored from an older backup. At
//! every moment an edit that was not pushed is shown; in the end both sides are equal.

mod model;

use std::collections::BTreeMap;

use domain::catalog::merge::{FieldRevisions, TrackedProduct};
use domain::catalog::{Product, ProductChange, ProductPatch};
use ledger::{Ledger, LedgerError, SnapshotOutcome, SnapshotStart};
use proptest::prelude::*;
use uuid::Uuid;

use model::{Page, Server};

use super::server::{answer, edit, enrolled, enrolment, price};
use crate::open::raw_connection;
use crate::shop::{NOW, QUIET, Shop, cents, product, register_key};

const PRODUCTS: usize = 4;
const ELSEWHERE: Uuid = Uuid::from_u128(0xe);

#[derive(Debug, Clone)]
enum Step {
    /// A price or a name, edited here or elsewhere.
    Edit(Edit),
    Elsewhere(Edit),
    /// This many entries reach the server; its answer is on its way.
    Push(u64),
    /// The answer arrives, or is lost.
    Answer,
    LoseAnswer,
    /// The server reads a page of this many rows; it arrives later, or is lost.
    Fetch(usize),
    Page,
    PageAgain,
    LosePage,
    Snapshot,
    Backup,
    ComeBackOlder,
    Reopen,
}

#[derive(Debug, Clone, Copy)]
struct Edit {
    product: usize,
    renames: bool,
    value: i64,
}

impl Edit {
    fn patch(self) -> ProductPatch {
        if self.renames {
            ProductPatch {
                name: Some(format!("Teh {}", self.value)),
                ..ProductPatch::default()
            }
        } else {
            price(self.value)
        }
    }

    fn is_shown_by(self, product: &Product) -> bool {
        if self.renames {
            product.name == format!("Teh {}", self.value)
        } else {
            product.price_cents == Some(cents(self.value))
        }
    }
}

fn any_edit() -> impl Strategy<Value = Edit> {
    (0..PRODUCTS, any::<bool>(), 1_i64..1_000).prop_map(|(product, renames, value)| Edit {
        product,
        renames,
        value,
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => any_edit().prop_map(Step::Edit),
        4 => any_edit().prop_map(Step::Elsewhere),
        5 => (1_u64..4).prop_map(Step::Push),
        5 => Just(Step::Answer),
        1 => Just(Step::LoseAnswer),
        5 => (1_usize..4).prop_map(Step::Fetch),
        5 => Just(Step::Page),
        1 => Just(Step::PageAgain),
        1 => Just(Step::LosePage),
        1 => Just(Step::Snapshot),
        1 => Just(Step::Backup),
        1 => Just(Step::ComeBackOlder),
        1 => Just(Step::Reopen),
    ]
}

struct World {
    shop: Option<Shop>,
    server: Server,
    backup: Server,
    /// Own edits and their seqs.
    edits: Vec<(u64, Edit)>,
    answer: Option<(u64, u64)>,
    page: Option<Page>,
    last_page: Option<Page>,
    /// The server was restored from an older backup: the pull waits until it has everything again,
    /// and then fetches a snapshot.
    refill: bool,
}

impl World {
    fn begin() -> Self {
        let shop = enrolled(QUIET);
        let products: Vec<TrackedProduct> = (1..)
            .take(PRODUCTS)
            .map(|number| TrackedProduct {
                product: Product {
                    revision: 1,
                    ..product(number, "Teh")
                },
                fields: FieldRevisions::default(),
            })
            .collect();
        let server = Server {
            feed_epoch: enrolment().feed_epoch,
            feed: (1..).zip(0..PRODUCTS).collect(),
            feed_seq: u64::try_from(PRODUCTS).unwrap(),
            products,
            seq: shop.ledger.head().unwrap().seq,
        };
        let mut world = Self {
            shop: Some(shop),
            backup: server.clone(),
            server,
            edits: Vec::new(),
            answer: None,
            page: None,
            last_page: None,
            refill: false,
        };
        world.fetch(PRODUCTS);
        world.turn_page();
        world
    }

    fn ledger(&self) -> &Ledger {
        &self.shop.as_ref().unwrap().ledger
    }

    fn shown(&self, index: usize) -> Product {
        let product_id = self.server.products[index].product.product_id;
        self.ledger().product_by_id(product_id).unwrap().unwrap()
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Edit(own) => {
                edit(self.ledger(), &self.shown(own.product), own.patch());
                self.edits.push((self.ledger().head().unwrap().seq, *own));
            }
            Step::Elsewhere(other) => {
                let known = &self.server.products[other.product].product;
                let change = ProductChange {
                    product_id: known.product_id,
                    base_revision: known.revision,
                    patch: other.patch(),
                    stock_delta_thousandths: 0,
                };
                self.server.arrive(ELSEWHERE, &change);
            }
            Step::Push(entries) => self.push(*entries),
            Step::Answer => self.hear(),
            Step::LoseAnswer => self.answer = None,
            Step::Fetch(limit) => self.fetch(*limit),
            Step::Page => self.turn_page(),
            Step::PageAgain => {
                self.page = self.last_page.clone();
                self.turn_page();
            }
            Step::LosePage => self.page = None,
            Step::Snapshot => self.snapshot(),
            Step::Backup => self.backup = self.server.clone(),
            Step::ComeBackOlder => self.come_back_older(),
            Step::Reopen => self.shop = self.shop.take().map(|shop| shop.reopen(QUIET)),
        }
    }

    fn push(&mut self, entries: u64) {
        if self.answer.is_some() {
            return;
        }
        let epoch = self.ledger().identity().epoch;
        let most = usize::try_from(entries).unwrap();
        let from = self.server.seq + 1;
        let batch = self
            .ledger()
            .push_batch(epoch, from, most, usize::MAX)
            .unwrap();
        for entry in &batch {
            self.server.store(entry);
        }
        self.answer = Some((self.server.seq, self.server.feed_seq));
    }

    fn hear(&mut self) {
        if let Some((seq, feed_seq)) = self.answer.take() {
            let given = answer(self.ledger(), seq, feed_seq);
            self.ledger().acknowledge(&given).unwrap();
        }
        if self.refill && self.server.seq == self.ledger().head().unwrap().seq {
            self.refill = false;
            self.snapshot();
            self.answer = Some((self.server.seq, self.server.feed_seq));
        }
    }

    fn fetch(&mut self, limit: usize) {
        let state = self.ledger().sync_state().unwrap();
        if !self.refill && state.enrolment.unwrap().feed_epoch == self.server.feed_epoch {
            self.page = Some(self.server.rows(state.feed_cursor, limit));
        }
    }

    fn turn_page(&mut self) {
        let Some(page) = self.page.take() else { return };
        let applied =
            self.ledger()
                .feed_apply(page.feed_epoch, &page.rows, page.next, NOW.recorded_at_ms);
        match applied {
            Ok(_) | Err(LedgerError::Feed(ledger::FeedError::OtherEpoch { .. })) => {}
            Err(error) => panic!("{error:?}"),
        }
        self.last_page = Some(page);
    }

    fn snapshot(&mut self) {
        if self.refill {
            return;
        }
        let all = self.server.rows(0, usize::MAX);
        let start = SnapshotStart {
            feed_epoch: all.feed_epoch,
            feed_seq: self.server.feed_seq,
            rows: u64::try_from(all.rows.len()).unwrap(),
        };
        let rows = all.rows.into_iter().map(Ok::<_, LedgerError>);
        let outcome = self
            .ledger()
            .snapshot_apply(start, rows, 0, &mut |_| std::ops::ControlFlow::Continue(()))
            .unwrap();
        assert!(matches!(outcome, SnapshotOutcome::Applied(_)));
    }

    fn come_back_older(&mut self) {
        let feed_epoch = Uuid::from_u128(self.server.feed_epoch.as_u128() + 1);
        self.server = Server {
            feed_epoch,
            ..self.backup.clone()
        };
        (self.page, self.last_page) = (None, None);
        self.answer = Some((self.server.seq, self.server.feed_seq));
        self.refill = true;
        self.hear();
    }

    /// Promise 9: the last edit of a field is shown as long as the server has not acknowledged it.
    fn check(&self) {
        let confirmed = self.ledger().sync_state().unwrap().confirmed_seq;
        let mut last: BTreeMap<(usize, bool), (u64, Edit)> = BTreeMap::new();
        for (seq, own) in &self.edits {
            last.insert((own.product, own.renames), (*seq, *own));
        }
        for (seq, own) in last.values().filter(|(seq, _)| *seq > confirmed) {
            let shown = self.shown(own.product);
            assert!(
                own.is_shown_by(&shown),
                "edit {seq} {own:?} is hidden by {shown:?}"
            );
        }
    }

    /// The faults have ended: all pending work is pushed, answered and pulled.
    fn settle(&mut self) {
        loop {
            self.push(3);
            self.hear();
            self.fetch(2);
            self.turn_page();
            let state = self.ledger().sync_state().unwrap();
            let head = self.ledger().head().unwrap().seq;
            if state.confirmed_seq == head
                && state.feed_cursor == self.server.feed_seq
                && !self.refill
                && self.answer.is_none()
            {
                return;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_history_shows_what_was_not_pushed_and_ends_equal(
        steps in prop::collection::vec(step(), 1..60)
    ) {
        let mut world = World::begin();
        for step in &steps {
            world.take(step);
            world.check();
        }
        world.settle();
        for index in 0..PRODUCTS {
            prop_assert_eq!(world.shown(index), world.server.products[index].product.clone());
        }
        let key = register_key().public();
        let found = world.ledger().verify(Some(&key), &mut |_| {}).unwrap();
        prop_assert!(found.error.is_none(), "{:?}", found.error);
        let shop = world.shop.take().unwrap();
        let path = shop.path.clone();
        let _folder = shop.close();
        let raw = raw_connection(&path);
        for table in ["pending_entries", "pending_changes", "pulled_states"] {
            let left: i64 = raw
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
                .unwrap();
            prop_assert_eq!(left, 0, "{} rows are left in {}", left, table);
        }
    }
}
