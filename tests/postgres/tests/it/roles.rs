//! The rights of the two roles, because row-level security depends on them.

use kasapro_postgres::{APP_ROLE, OWNER_ROLE, SharedCluster};

use crate::connect;

#[tokio::test]
async fn neither_role_passes_row_level_security() {
    let cluster = SharedCluster::join().unwrap();
    let database = cluster.database().unwrap();
    for (url, role) in [
        (&database.owner_url, OWNER_ROLE),
        (&database.app_url, APP_ROLE),
    ] {
        let client = connect(url).await.unwrap();
        let question = "SELECT current_user::text, rolsuper OR rolbypassrls OR rolcreaterole \
                        FROM pg_roles WHERE rolname = current_user";
        let row = client.query_one(question, &[]).await.unwrap();
        assert_eq!(row.get::<_, String>(0), role);
        assert!(!row.get::<_, bool>(1), "{role} has too many rights");
    }
}

#[tokio::test]
async fn the_app_makes_no_tables_and_the_owner_does() {
    let cluster = SharedCluster::join().unwrap();
    let database = cluster.database().unwrap();
    let make = "CREATE TABLE public.made ()";
    let app = connect(&database.app_url).await.unwrap();
    assert!(app.batch_execute(make).await.is_err());
    let owner = connect(&database.owner_url).await.unwrap();
    owner.batch_execute(make).await.unwrap();
}
