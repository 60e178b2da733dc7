//! The number of statements does not grow with the push. A push that is stored already costs a few
//! reads.

use protocol::PushAnswer;

use crate::support::{Books, TestServer};

#[tokio::test]
async fn a_push_of_many_sales_takes_as_many_statements_as_a_push_of_two() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    let mut counts = Vec::new();
    for sales in [2, 50, 400] {
        let from = books.entries.len();
        for _ in 0..sales {
            books.sell(&device, 1);
        }
        let before = server.state.database.statements();
        device.push(books.epoch(), &books.entries[from..]).await;
        counts.push(server.state.database.statements() - before);
    }
    assert_eq!(counts[0], counts[1]);
    assert_eq!(counts[1], counts[2]);
    assert!(counts[0] <= 25, "{counts:?}");
}

#[tokio::test]
async fn a_push_that_is_stored_already_is_recognized_by_a_few_reads() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    for _ in 0..400 {
        books.sell(&device, 1);
    }
    device.push(books.epoch(), &books.entries).await;
    let rows = server.database.fingerprint(device.organization_id).await;
    let before = server.state.database.statements();
    let again: PushAnswer = device.try_push(books.epoch(), &books.entries).await.ok();
    // The nonce's three, and begin, four reads and rollback.
    assert_eq!(server.state.database.statements() - before, 3 + 6);
    assert_eq!(again.already, 405);
    assert_eq!(
        server.database.fingerprint(device.organization_id).await,
        rows
    );
}
