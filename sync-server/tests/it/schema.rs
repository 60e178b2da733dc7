//! The rules of the schema, read from the catalog of a migrated database.

use std::collections::BTreeMap;
use std::path::Path;

use kasapro_postgres::{APP_ROLE, OWNER_ROLE};
use sync_server::migrate::{GRANTS, SchemaError, migrate};
use tokio_postgres::Client;

use crate::support::{TestDatabase, address, connect};

/// Tables that do not belong to an organization: the migrations' own, and the directory of codes.
const WITHOUT_ORGANIZATION: [&str; 2] = ["enrolment_codes", "refinery_schema_history"];

/// The tables that other programs know by name and column.
const PRODUCT: [(&str, &[&str]); 11] = [
    (
        "organizations",
        &[
            "name",
            "store_name",
            "store_address",
            "store_phone",
            "setup_completed",
        ],
    ),
    ("stores", &["organization_id", "name"]),
    (
        "users",
        &[
            "organization_id",
            "username",
            "full_name",
            "pin_hash",
            "role",
        ],
    ),
    ("registers", &["organization_id", "store_id", "name"]),
    (
        "products",
        &[
            "organization_id",
            "name",
            "sku",
            "barcode",
            "price_cents",
            "cost_cents",
            "status",
            "stock",
            "stock_thousandths",
            "low_stock_threshold",
            "low_stock_threshold_thousandths",
        ],
    ),
    ("categories", &["organization_id", "name"]),
    ("shifts", &["organization_id"]),
    (
        "transactions",
        &[
            "organization_id",
            "shift_id",
            "cashier_id",
            "gross_amount_cents",
            "discount_cents",
            "net_amount_cents",
            "payment_method",
            "payment_status",
        ],
    ),
    (
        "transaction_items",
        &[
            "transaction_id",
            "product_id",
            "product_name",
            "quantity",
            "quantity_thousandths",
            "unit_price_cents",
            "discount_cents",
            "subtotal_cents",
        ],
    ),
    ("payments", &["transaction_id", "method", "amount_cents"]),
    (
        "inventory_adjustments",
        &["product_id", "quantity", "quantity_thousandths"],
    ),
];

/// Rows that are written once.
const APPEND_ONLY: [&str; 2] = ["fork_evidence", "ledger_entries"];

async fn names(client: &Client, question: &str) -> Vec<String> {
    let rows = client.query(question, &[]).await.unwrap();
    rows.iter().map(|row| row.get::<_, String>(0)).collect()
}

/// Checks that the query returns no rows.
async fn finds_nothing(question: &str) {
    let database = TestDatabase::migrated().await;
    let client = connect(&database.urls.owner_url).await;
    assert_eq!(names(&client, question).await, Vec::<String>::new());
}

/// A list of names as SQL.
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    quoted.join(", ")
}

#[tokio::test]
async fn every_table_of_an_organization_forces_row_level_security_with_one_policy() {
    let exempt = listed(&WITHOUT_ORGANIZATION);
    finds_nothing(&format!(
        "select c.relname::text from pg_class c \
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') \
           and c.relname not in ({exempt}) \
           and not (c.relrowsecurity and c.relforcerowsecurity and 1 = ( \
             select count(*) from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' \
               and p.polpermissive and p.polroles = '{{0}}' and p.polwithcheck is null \
               and pg_get_expr(p.polqual, c.oid) = \
                 '(organization_id = (NULLIF(current_setting(''app.organization_id''::text, true), ''''::text))::uuid)'))"
    ))
    .await;
}

#[tokio::test]
async fn the_organization_comes_first_in_every_key_and_index() {
    let exempt = listed(&WITHOUT_ORGANIZATION);
    finds_nothing(&format!(
        "select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid \
         where c.relnamespace = 'public'::regnamespace and c.relname not in ({exempt}) \
           and not exists (select 1 from pg_attribute a where a.attrelid = i.indrelid \
             and a.attnum = i.indkey[0] and a.attname = 'organization_id') \
         union all \
         select k.conname::text from pg_constraint k join pg_class c on c.oid = k.conrelid \
         where c.relnamespace = 'public'::regnamespace and k.contype = 'f' \
           and (not exists (select 1 from pg_attribute a where a.attrelid = k.conrelid \
                  and a.attnum = k.conkey[1] and a.attname = 'organization_id') \
             or not exists (select 1 from pg_attribute a where a.attrelid = k.confrelid \
                  and a.attnum = k.confkey[1] and a.attname = 'organization_id'))"
    ))
    .await;
}

#[tokio::test]
async fn every_table_of_an_organization_has_a_primary_key() {
    let exempt = listed(&WITHOUT_ORGANIZATION);
    finds_nothing(&format!(
        "select c.relname::text from pg_class c \
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') \
           and c.relname not in ({exempt}) \
           and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)"
    ))
    .await;
}

#[tokio::test]
async fn there_is_no_trigger_no_sequence_no_rule_and_no_function() {
    finds_nothing(
        "select tgname::text from pg_trigger where not tgisinternal \
         union all select relname::text from pg_class \
           where relnamespace = 'public'::regnamespace and relkind in ('S', 'v', 'm', 'f') \
         union all select a.attname::text from pg_attribute a join pg_class c on c.oid = a.attrelid \
           where c.relnamespace = 'public'::regnamespace and a.attidentity <> '' \
         union all select proname::text from pg_proc where pronamespace = 'public'::regnamespace \
         union all select rulename::text from pg_rules where schemaname = 'public'",
    )
    .await;
}

#[tokio::test]
async fn rows_say_when_they_were_written() {
    let append_only = listed(&APPEND_ONLY);
    finds_nothing(&format!(
        "select c.relname || '.' || wanted.name from pg_class c, \
           (values ('created_at'), ('updated_at')) wanted (name) \
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') \
           and c.relname <> 'refinery_schema_history' \
           and not (wanted.name = 'updated_at' and c.relname in \
             ({append_only}, 'documents', 'request_nonces', 'stock_movements')) \
           and not exists (select 1 from pg_attribute a where a.attrelid = c.oid \
             and a.attname = wanted.name and a.attnotnull and a.atttypid = 'timestamptz'::regtype)"
    ))
    .await;
}

#[tokio::test]
async fn the_products_tables_have_their_columns_and_are_found_by_time() {
    let database = TestDatabase::migrated().await;
    let client = connect(&database.urls.owner_url).await;
    for (table, columns) in PRODUCT {
        let found = names(
            &client,
            &format!(
                "select attname::text from pg_attribute \
                 where attrelid = 'public.{table}'::regclass and attnum > 0 and not attisdropped"
            ),
        )
        .await;
        for column in columns {
            assert!(found.iter().any(|name| name == column), "{table}.{column}");
        }
        let by_time = names(
            &client,
            &format!(
                "select indexdef from pg_indexes where schemaname = 'public' \
                 and tablename = '{table}' and indexdef like '%(organization_id, created_at)'"
            ),
        )
        .await;
        assert_eq!(by_time.len(), 1, "{table} has no index on created_at");
    }
}

/// A node of the previous release writes the old names while nodes are replaced.
#[tokio::test]
async fn quantities_that_are_written_under_their_old_names_are_read_under_those_with_a_unit() {
    let database = TestDatabase::migrated().await;
    database
        .change(
            "insert into transaction_items (organization_id, transaction_id, line, product_id,
                 product_name, quantity, unit_price_cents, gross_cents, discount_cents, net_cents,
                 subtotal_cents)
             values (gen_random_uuid(), gen_random_uuid(), 1, gen_random_uuid(), 'Kopi', 1500, 1, 1,
                 0, 1, 1);
             insert into inventory_adjustments (organization_id, entry_id, line, register_id,
                 product_id, user_id, reason, note, quantity, recorded_at_ms)
             values (gen_random_uuid(), gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(),
                 gen_random_uuid(), 'received', '', 2500, 0);
             insert into products (organization_id, product_id, name, status, revision, stock,
                 low_stock_threshold)
             values (gen_random_uuid(), gen_random_uuid(), 'Kopi', 'active', 1, 3500, 4500);
             update products set stock = stock + 1000",
        )
        .await;
    for (question, expected) in [
        ("select quantity_thousandths from transaction_items", 1_500),
        (
            "select quantity_thousandths from inventory_adjustments",
            2_500,
        ),
        ("select stock_thousandths from products", 4_500),
        (
            "select low_stock_threshold_thousandths from products",
            4_500,
        ),
    ] {
        assert_eq!(database.number(question).await, expected, "{question}");
    }
}

#[tokio::test]
async fn the_app_owns_nothing_and_may_do_exactly_what_is_listed() {
    let database = TestDatabase::migrated().await;
    let client = connect(&database.urls.owner_url).await;
    let owners = names(
        &client,
        "select distinct tableowner::text from pg_tables where schemaname = 'public'",
    )
    .await;
    assert_eq!(owners, [OWNER_ROLE]);
    let rows = client
        .query(
            "select c.relname::text, string_agg(acl.privilege_type, ', ' order by array_position( \
               array['SELECT', 'INSERT', 'UPDATE', 'DELETE'], acl.privilege_type)) \
             from pg_class c, aclexplode(c.relacl) acl \
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') \
               and acl.grantee <> c.relowner group by c.relname",
            &[],
        )
        .await
        .unwrap();
    let found: BTreeMap<String, String> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let listed = GRANTS
        .iter()
        .map(|grant| (grant.table.to_owned(), grant.privileges.to_owned()));
    assert_eq!(found, listed.collect());
    for table in APPEND_ONLY {
        assert_eq!(found[table], "SELECT, INSERT");
    }
    let others = names(
        &client,
        &format!(
            "select c.relname::text from pg_class c, aclexplode(c.relacl) acl \
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') \
               and acl.grantee not in (c.relowner, '{APP_ROLE}'::regrole)"
        ),
    )
    .await;
    assert_eq!(others, Vec::<String>::new());
}

#[tokio::test]
async fn every_table_is_listed_among_the_grants() {
    let database = TestDatabase::migrated().await;
    let client = connect(&database.urls.owner_url).await;
    let tables = names(
        &client,
        "select tablename::text from pg_tables where schemaname = 'public' order by 1",
    )
    .await;
    let mut granted: Vec<&str> = GRANTS.iter().map(|grant| grant.table).collect();
    granted.sort_unstable();
    assert_eq!(tables, granted);
}

#[tokio::test]
async fn a_connection_that_has_not_said_for_whom_it_works_sees_and_writes_nothing() {
    let database = TestDatabase::migrated().await;
    let app = connect(&database.urls.app_url).await;
    let organization = "00000000-0000-7000-8000-000000000001";
    let insert = format!(
        "insert into organizations (organization_id, name, feed_epoch, pepper_sealed) \
         values ('{organization}', 'Toko', '{organization}', '')"
    );
    assert!(app.batch_execute(&insert).await.is_err());
    app.batch_execute(&format!(
        "begin; set local app.organization_id = '{organization}'; {insert}; commit"
    ))
    .await
    .unwrap();
    assert_eq!(
        names(&app, "select name from organizations").await,
        Vec::<String>::new()
    );
    app.batch_execute(
        "begin; set local app.organization_id = '00000000-0000-7000-8000-000000000002'",
    )
    .await
    .unwrap();
    assert_eq!(
        names(&app, "select name from organizations").await,
        Vec::<String>::new()
    );
    assert!(app.batch_execute(&insert).await.is_err());
}

/// Otherwise an older program would go on, and fail on every request.
#[test]
fn a_migration_that_takes_something_away_names_the_oldest_program_that_bears_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/server");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
        let takes_away = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.starts_with("--"))
            .any(|line| {
                ["drop ", "rename ", "set not null"]
                    .iter()
                    .any(|word| line.contains(word))
            });
        let needs = name
            .rsplit_once("_needs_")
            .is_some_and(|(_, number)| number.parse::<u32>().is_ok());
        assert!(
            !takes_away || needs || !name.starts_with('V'),
            "{name} does not end in _needs_N"
        );
    }
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    let database = TestDatabase::migrated().await;
    let again = migrate(&address(&database.urls.owner_url), APP_ROLE)
        .await
        .unwrap();
    assert_eq!(again.applied, Vec::<String>::new());
}

#[tokio::test]
async fn a_role_that_does_not_exist_is_named_before_anything_is_migrated() {
    let database = TestDatabase::empty();
    let error = migrate(&address(&database.urls.owner_url), "nobody_here")
        .await
        .unwrap_err();
    assert!(matches!(error, SchemaError::NoRole { role } if role == "nobody_here"));
    let client = connect(&database.urls.owner_url).await;
    let tables = "select tablename::text from pg_tables where schemaname = 'public'";
    assert_eq!(names(&client, tables).await, Vec::<String>::new());
}
