//! One cluster for many processes, a database for each test.

use kasapro_postgres::SharedCluster;

use crate::connect;

#[tokio::test]
async fn each_test_has_a_database_of_its_own() {
    let cluster = SharedCluster::join().unwrap();
    let databases = [cluster.database().unwrap(), cluster.database().unwrap()];
    for database in &databases {
        let owner = connect(&database.owner_url).await.unwrap();
        owner.batch_execute("CREATE TABLE mine ()").await.unwrap();
    }
}

#[test]
fn two_shares_are_one_server() {
    let (first, second) = (
        SharedCluster::join().unwrap(),
        SharedCluster::join().unwrap(),
    );
    let server = |cluster: &SharedCluster| {
        let url = cluster.database().unwrap().app_url;
        url.rsplit_once('/').unwrap().0.to_owned()
    };
    assert_eq!(server(&first), server(&second));
}
