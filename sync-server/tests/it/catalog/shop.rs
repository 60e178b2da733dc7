//! A shop with two registers, front and back, and one product that both have.

use domain::catalog::{ProductChange, ProductPatch};
use domain::entry::kinds::{ProductsChanged, ProductsSource};
use domain::entry::{Entry, EntryBody};
use domain::feed::{CatalogConflict, FeedChange, FeedRow, ProductState};
use domain::money::Cents;
use protocol::{Profile, PullAnswer, PushAnswer, path};
use uuid::Uuid;

use super::feed_requests::{pull, pull_all};
use crate::support::{Books, Device, TestServer};

/// A register with its log.
pub(crate) struct ShopRegister {
    pub(crate) device: Device,
    pub(crate) books: Books,
    sent: usize,
}

impl ShopRegister {
    pub(crate) fn new(device: Device, books: Books) -> Self {
        Self {
            device,
            books,
            sent: 0,
        }
    }

    /// Writes an edit of products and does not send it.
    pub(crate) fn edit(&mut self, changes: Vec<ProductChange>) -> Entry {
        let body = EntryBody::ProductsChanged(ProductsChanged {
            source: ProductsSource::Screen,
            by_user_id: None,
            changes,
        });
        self.books.append(&self.device, &body)
    }

    /// Sends the unsent entries.
    pub(crate) async fn push(&mut self) -> PushAnswer {
        let entries = self.books.entries[self.sent..].to_vec();
        self.sent = self.books.entries.len();
        self.device.push(self.books.epoch(), &entries).await
    }

    /// Sends the unsent entries, with names and PINs.
    pub(crate) async fn push_with(&mut self, profiles: Vec<Profile>) -> PushAnswer {
        let entries = &self.books.entries[self.sent..];
        let mut request = self.device.push_request(self.books.epoch(), entries);
        request.first_seq = self.sent as u64 + 1;
        request.profiles = profiles;
        let answer: PushAnswer = self.device.post(path::PUSH, &request).await.ok();
        self.sent = self.books.entries.len();
        self.device.take(&answer);
        answer
    }

    /// The whole feed, as this register may see it.
    pub(crate) async fn feed(&self, feed_epoch: Uuid) -> Vec<FeedRow> {
        pull_all(&self.device, feed_epoch, 0, 1_000).await.0
    }
}

pub(crate) struct Shop {
    pub(crate) server: TestServer,
    pub(crate) front: ShopRegister,
    pub(crate) back: ShopRegister,
    pub(crate) feed_epoch: Uuid,
    /// `Kopi` at 3,500.00, revision 1.
    pub(crate) product_id: Uuid,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        Self::open_at(TestServer::start().await).await
    }

    pub(crate) async fn open_at(server: TestServer) -> Self {
        let first = server.founded().await;
        let second = server.joined(&first).await;
        let books = Books::opened(&first);
        let product_id = books.goods.product_id;
        let mut front = ShopRegister::new(first, books);
        front.push().await;
        let mut books = Books::empty();
        books.open_register(&second, None);
        let mut back = ShopRegister::new(second, books);
        back.push().await;
        let feed_epoch = feed_epoch(&server).await;
        Self {
            server,
            front,
            back,
            feed_epoch,
            product_id,
        }
    }

    /// The product as the feed shows it.
    pub(crate) async fn product(&self, product_id: Uuid) -> ProductState {
        let rows = self.front.feed(self.feed_epoch).await;
        let mut found = rows.into_iter().filter_map(|row| match row.change {
            FeedChange::Product(product) if product.product_id == product_id => Some(*product),
            _ => None,
        });
        let product = found.next().expect("the product is in the feed");
        assert!(found.next().is_none(), "an entity has one row");
        product
    }

    /// The conflicts in the feed.
    pub(crate) async fn conflicts(&self) -> Vec<CatalogConflict> {
        let rows = self.front.feed(self.feed_epoch).await;
        rows.into_iter()
            .filter_map(|row| match row.change {
                FeedChange::Conflict(conflict) => Some(*conflict),
                _ => None,
            })
            .collect()
    }

    /// The page after a cursor.
    pub(crate) async fn page(&self, after: u64) -> PullAnswer {
        pull(&self.back.device, self.feed_epoch, after, 1_000)
            .await
            .ok()
    }
}

/// The incarnation of the only feed there is.
pub(crate) async fn feed_epoch(server: &TestServer) -> Uuid {
    let epochs = "select feed_epoch::text from organizations";
    server.database.texts(epochs).await[0].parse().unwrap()
}

/// A change of a product.
pub(crate) fn change(product_id: Uuid, base_revision: u64, patch: ProductPatch) -> ProductChange {
    ProductChange {
        product_id,
        base_revision,
        patch,
        stock_delta_thousandths: 0,
    }
}

pub(crate) fn price(cents: i64) -> ProductPatch {
    ProductPatch {
        price_cents: Some(Some(Cents::new(cents).unwrap())),
        ..ProductPatch::default()
    }
}

pub(crate) fn name(name: &str) -> ProductPatch {
    ProductPatch {
        name: Some(name.to_owned()),
        ..ProductPatch::default()
    }
}
