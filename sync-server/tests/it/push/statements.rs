//! The number of statements does not grow with the push.

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
    assert!(counts[0] <= 30, "{counts:?}");
}
