//! The number of statements does not grow with the number of edits in a push.

use domain::catalog::ProductPatch;
use domain::user::Role;
use uuid::Uuid;

use super::shop::{Shop, ShopRegister, change, price};
use crate::support::TestServer;

/// Makes this many products, each with a SKU, a category and stock.
fn make(register: &mut ShopRegister, many: usize) -> Vec<Uuid> {
    let ids: Vec<Uuid> = (0..many).map(|_| Uuid::now_v7()).collect();
    for some in ids.chunks(100) {
        let made = some.iter().map(|id| {
            let patch = ProductPatch {
                sku: Some(Some(id.to_string())),
                name: Some("Barang".to_owned()),
                category: Some(Some(id.to_string())),
                ..ProductPatch::default()
            };
            let mut made = change(*id, 0, patch);
            made.stock_delta_thousandths = 1_000;
            made
        });
        register.edit(made.collect());
    }
    ids
}

/// Edits all of them on a revision that is not the last.
fn contend(register: &mut ShopRegister, ids: &[Uuid], cents: i64) {
    for some in ids.chunks(100) {
        let edits = some.iter().map(|id| change(*id, 1, price(cents)));
        register.edit(edits.collect());
    }
}

#[tokio::test]
async fn a_push_of_many_edits_takes_as_many_statements_as_a_push_of_two() {
    let mut shop = Shop::open_at(TestServer::quiet().await).await;
    let database = shop.server.state.database.clone();
    let mut counts = Vec::new();
    for many in [2, 100, 1_000] {
        let ids = make(&mut shop.front, many);
        shop.front.push().await;
        contend(&mut shop.back, &ids, 200);
        shop.back.push().await;
        // All kinds at once: new and old products, conflicts, people.
        make(&mut shop.front, many);
        contend(&mut shop.front, &ids, 300);
        for _ in 0..many.min(50) {
            let hired = Uuid::now_v7();
            shop.front
                .books
                .hire(&shop.front.device, hired, Role::Cashier);
        }
        let before = database.statements();
        let answer = shop.front.push().await;
        counts.push(database.statements() - before);
        assert!(answer.quarantined.is_empty());
    }
    let met = "select count(*) from catalog_conflicts";
    assert_eq!(shop.server.database.number(met).await, 2 + 100 + 1_000);
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    assert!(counts[0] <= 32, "{counts:?}");
}
