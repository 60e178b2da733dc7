//! Entries that an older program could not read, after an upgrade.

use domain::catalog::ProductPatch;
use domain::entry::kinds::{ProductsChanged, ProductsSource};
use domain::entry::{EntryBody, EntryKind};
use domain::money::Cents;
use sync_server::database::{Database, PoolOptions};
use sync_server::reproject::reproject_unreadable;
use sync_server::stock::fold;
use uuid::Uuid;

use crate::catalog::shop::change;
use crate::program::succeeds;
use crate::support::{Books, Device, TestServer, address};

/// A shop whose server was upgraded. A program stored a sale of three, a new product with five
/// pieces and an entry of an unknown kind, but could not read any of them.
struct Upgraded {
    server: TestServer,
    device: Device,
    books: Books,
    made: Uuid,
}

impl Upgraded {
    async fn new() -> Self {
        let server = TestServer::quiet().await;
        let mut device = server.founded().await;
        let mut books = Books::opened(&device);
        device.push(books.epoch(), &books.entries).await;
        let before = books.entries.len();
        let made = Uuid::now_v7();
        books.sell(&device, 3);
        let patch = ProductPatch {
            name: Some("Gula".to_owned()),
            price_cents: Some(Some(Cents::new(900).unwrap())),
            ..ProductPatch::default()
        };
        let mut creation = change(made, 0, patch);
        creation.stock_delta_thousandths = 5_000;
        let creation = ProductsChanged {
            source: ProductsSource::Screen,
            by_user_id: None,
            changes: vec![creation],
        };
        books.append(&device, &EntryBody::ProductsChanged(creation));
        let kind = EntryKind::from_code("loyalty_granted");
        books.append_raw(&device, kind, 1, b"{}".to_vec());
        device.push(books.epoch(), &books.entries[before..]).await;
        let upgraded = Self {
            server,
            device,
            books,
            made,
        };
        upgraded.forget(before).await;
        upgraded.fold().await;
        upgraded
    }

    /// Undoes the projection of the entries after the first ones, as if the program that stored
    /// them did not know their kinds.
    async fn forget(&self, known: usize) {
        let made = self.made;
        self.server
            .database
            .change(&format!(
                "delete from transactions; delete from transaction_items; delete from payments;
                 delete from stock_movements where seq > {known};
                 delete from products where product_id = '{made}';
                 delete from catalog_feed where entity_id = '{made}';
                 insert into quarantine (organization_id, register_id, epoch, seq, entry_id, reason, detail, projected)
                 select organization_id, register_id, epoch, seq, entry_id, 'unknown_kind', 'unknown', false
                 from ledger_entries where seq > {known} on conflict do nothing"
            ))
            .await;
    }

    async fn fold(&self) {
        let organization_id = self.device.organization_id;
        fold(&self.server.state.database, organization_id)
            .await
            .unwrap();
    }

    /// The database as its owner.
    fn owners(&self) -> Database {
        let pool = PoolOptions {
            connections: 1,
            wait: std::time::Duration::from_secs(5),
        };
        Database::new(address(&self.server.database.urls.owner_url), pool).unwrap()
    }

    async fn fingerprint(&self) -> Vec<String> {
        let organization_id = self.device.organization_id;
        self.server.database.fingerprint(organization_id).await
    }

    async fn level(&self, product_id: Uuid) -> i64 {
        let level = format!("select stock from products where product_id = '{product_id}'");
        self.server.database.number(&level).await
    }

    /// Checks that every entry is projected exactly once.
    async fn is_projected(&self) {
        let database = &self.server.database;
        for table in ["transactions", "transaction_items", "payments"] {
            let rows = format!("select count(*) from {table}");
            assert_eq!(database.number(&rows).await, 1, "{table}");
        }
        assert_eq!(self.level(self.books.goods.product_id).await, 7_000);
        assert_eq!(self.level(self.made).await, 5_000);
        let told = format!(
            "select count(*) from catalog_feed where entity = 'product' and entity_id = '{}'",
            self.made
        );
        assert_eq!(database.number(&told).await, 1);
        let aside = "select kind || ' ' || projected from quarantine \
                     join ledger_entries using (organization_id, register_id, epoch, seq) order by seq";
        assert_eq!(
            database.texts(aside).await,
            [
                "transaction_completed true",
                "products_changed true",
                "loyalty_granted false"
            ]
        );
    }
}

#[tokio::test]
async fn what_an_older_program_could_not_read_is_projected_once_by_one_that_can() {
    let mut shop = Upgraded::new().await;
    let sales = "select count(*) from transactions";
    assert_eq!(shop.server.database.number(sales).await, 0);
    assert_eq!(shop.level(shop.books.goods.product_id).await, 10_000);

    let owner = shop.server.database.urls.owner_url.as_str();
    let folder = tempfile::tempdir().unwrap();
    let settings = [("KASAPRO_DATABASE_URL", owner)];
    let migrated = succeeds(folder.path(), &settings, &["migrate"]);
    assert!(migrated.contains("\n2 entries projected"), "{migrated}");
    shop.is_projected().await;
    shop.fold().await;
    shop.is_projected().await;

    let before = shop.fingerprint().await;
    let migrated = succeeds(folder.path(), &settings, &["migrate"]);
    assert!(migrated.contains("\n0 entries projected"), "{migrated}");
    assert_eq!(shop.fingerprint().await, before);

    let from = shop.books.entries.len();
    shop.books.sell(&shop.device, 1);
    let (epoch, sold) = (shop.books.epoch(), &shop.books.entries[from..]);
    let answer = shop.device.push(epoch, sold).await;
    assert_eq!(answer.quarantined, []);
    shop.fold().await;
    assert_eq!(shop.level(shop.books.goods.product_id).await, 6_000);
}

#[tokio::test]
async fn two_programs_that_project_what_waits_do_it_once() {
    let shop = Upgraded::new().await;
    let (one, other) = (shop.owners(), shop.owners());
    let (one, other) = tokio::join!(reproject_unreadable(&one), reproject_unreadable(&other));
    assert_eq!(one.unwrap() + other.unwrap(), 2);
    shop.is_projected().await;
}

#[tokio::test]
async fn movements_that_the_fold_has_yet_to_reach_are_left_to_it() {
    let shop = Upgraded::new().await;
    let database = &shop.server.database;
    database
        .change("update stock_folds set seq = 0; update products set stock = 0")
        .await;
    reproject_unreadable(&shop.owners()).await.unwrap();
    assert_eq!(shop.level(shop.made).await, 0);
    shop.fold().await;
    shop.is_projected().await;
}

/// The document was appended again in a new epoch, to a program that could not read it either.
#[tokio::test]
async fn a_document_that_waits_in_two_epochs_counts_once() {
    let mut shop = Upgraded::new().await;
    let known = shop.books.entries[4].head();
    let cause = domain::entry::kinds::EpochCause::Restored;
    let again = shop.books.continued(&shop.device, &known, cause);
    shop.device.push(again.epoch(), &again.entries).await;
    shop.server
        .database
        .change(&format!(
            "insert into quarantine (organization_id, register_id, epoch, seq, entry_id, reason, detail, projected)
             select organization_id, register_id, epoch, seq, entry_id, 'unknown_kind', 'unknown', false
             from ledger_entries where epoch = '{}' and seq > 1 on conflict do nothing",
            again.epoch()
        ))
        .await;
    shop.fold().await;
    assert_eq!(reproject_unreadable(&shop.owners()).await.unwrap(), 4);
    let sales = "select count(*) from transactions";
    assert_eq!(shop.server.database.number(sales).await, 1);
    assert_eq!(shop.level(shop.made).await, 5_000);
    assert_eq!(shop.level(shop.books.goods.product_id).await, 7_000);
    let aside = "select count(*) from quarantine where not projected";
    assert_eq!(shop.server.database.number(aside).await, 2);
}
