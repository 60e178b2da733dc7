//! The bare baseline: the same rows, with one multi-row insert for each table and batch, in one
//! database transaction. Keys and indexes are those of the product's tables.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use protocol::PushRequest;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type};
use tokio_postgres::{Client, NoTls, Row};
use uuid::Uuid;

use super::{Sent, World};

/// The tables of a sale, and the queries for its rows: `$1` the register, `$2` and `$3` the seqs.
const TABLES: [(&str, &str); 6] = [
    (
        "ledger_entries",
        "select t.* from entry e join ledger_entries t using (organization_id, register_id, epoch, seq)",
    ),
    (
        "documents",
        "select t.* from entry e join documents t using (organization_id, entry_id)",
    ),
    (
        "transactions",
        "select t.* from entry e join transactions t using (organization_id, entry_id)",
    ),
    (
        "transaction_items",
        "select t.* from entry e join transactions s using (organization_id, entry_id) \
         join transaction_items t using (organization_id, transaction_id)",
    ),
    (
        "payments",
        "select t.* from entry e join transactions s using (organization_id, entry_id) \
         join payments t using (organization_id, transaction_id)",
    ),
    (
        "stock_movements",
        "select t.* from entry e join stock_movements t using (organization_id, register_id, epoch, seq)",
    ),
];

const ENTRY: &str = "with entry as materialized (select organization_id, register_id, epoch, seq, entry_id \
     from ledger_entries where register_id = $1 and seq between $2 and $3)";

/// The bare tables.
pub(crate) struct Bare {
    url: String,
    scratch: u32,
}

/// The rows of one batch, a column at a time, ready to be sent.
type Batch = Vec<(String, Vec<Column>)>;

impl Bare {
    /// Tables beside those of the product.
    pub(crate) fn new(world: &World) -> Self {
        Self {
            url: world.server.database().superuser_url.clone(),
            scratch: 0,
        }
    }

    /// Inserts the pushed rows into new tables, over as many connections. Returns how long it took.
    pub(crate) async fn insert(&mut self, sent: &[Sent]) -> Result<Duration> {
        self.scratch += 1;
        let schema = format!("bare_{}", self.scratch);
        let first = connect(&self.url).await?;
        make(&first, &schema).await?;
        let mut lanes = Vec::with_capacity(sent.len());
        for one in sent {
            let batches = batches(&first, &schema, one).await?;
            let connection = connect(&self.url).await?;
            // One-time preparations are made before the timing.
            for (statement, _) in batches.first().context("nothing was pushed")? {
                connection.prepare(statement).await?;
            }
            lanes.push((connection, batches));
        }
        let began = Instant::now();
        let running: Vec<_> = lanes
            .into_iter()
            .map(|(connection, batches)| tokio::spawn(write(connection, batches)))
            .collect();
        for lane in running {
            lane.await??;
        }
        let took = began.elapsed();
        first
            .batch_execute(&format!("drop schema {schema} cascade"))
            .await?;
        Ok(took)
    }
}

async fn write(mut connection: Client, batches: Vec<Batch>) -> Result<()> {
    let mut prepared = Vec::new();
    for (statement, _) in batches.first().context("nothing was pushed")? {
        prepared.push(connection.prepare(statement).await?);
    }
    for batch in &batches {
        let transaction = connection.transaction().await?;
        for (statement, (_, columns)) in prepared.iter().zip(batch) {
            let values: Vec<&(dyn ToSql + Sync)> = columns
                .iter()
                .map(|column| column as &(dyn ToSql + Sync))
                .collect();
            transaction.execute(statement, &values).await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}

async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn make(client: &Client, schema: &str) -> Result<()> {
    let tables: Vec<String> = TABLES
        .iter()
        .map(|(table, _)| {
            format!("create table {schema}.{table} (like public.{table} including all)")
        })
        .collect();
    let tables = tables.join("; ");
    client
        .batch_execute(&format!("create schema {schema}; {tables}"))
        .await?;
    Ok(())
}

async fn batches(client: &Client, schema: &str, sent: &Sent) -> Result<Vec<Batch>> {
    let mut batches = Vec::with_capacity(sent.requests.len());
    for request in &sent.requests {
        let mut batch = Batch::new();
        for (table, sql) in TABLES {
            batch.push(load(client, schema, table, sql, sent.register_id, request).await?);
        }
        batches.push(batch);
    }
    Ok(batches)
}

async fn load(
    client: &Client,
    schema: &str,
    table: &str,
    sql: &str,
    register_id: Uuid,
    request: &PushRequest,
) -> Result<(String, Vec<Column>)> {
    let statement = client.prepare(&format!("{ENTRY} {sql}")).await?;
    let first = i64::try_from(request.first_seq)?;
    let last = first + i64::try_from(request.entries.len())? - 1;
    let rows = client
        .query(&statement, &[&register_id, &first, &last])
        .await?;
    let generated = generated_columns(client, table).await?;
    let given = || {
        let all = statement.columns().iter().enumerate();
        all.filter(|(_, column)| !generated.iter().any(|name| name == column.name()))
    };
    let columns: Vec<Column> = given()
        .map(|(place, column)| Column::of(&rows, place, column.type_()))
        .collect::<Result<_>>()?;
    let names: Vec<&str> = given().map(|(_, column)| column.name()).collect();
    let arrays: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(place, column)| format!("${}::{}[]", place + 1, column.element.name()))
        .collect();
    let insert = format!(
        "insert into {schema}.{table} ({}) select * from unnest({})",
        names.join(", "),
        arrays.join(", ")
    );
    Ok((insert, columns))
}

/// Columns that PostgreSQL fills itself.
async fn generated_columns(client: &Client, table: &str) -> Result<Vec<String>> {
    let sql = "select attname::text from pg_attribute \
               where attrelid = $1::text::regclass and attgenerated <> ''";
    let rows = client.query(sql, &[&format!("public.{table}")]).await?;
    Ok(rows
        .iter()
        .map(|row| row.try_get("attname"))
        .collect::<Result<_, _>>()?)
}

/// The values of one column as PostgreSQL sent them, to be sent back as an array.
#[derive(Debug)]
struct Column {
    element: Type,
    values: Vec<Option<Vec<u8>>>,
}

impl Column {
    fn of(rows: &[Row], place: usize, element: &Type) -> Result<Self> {
        let values = rows
            .iter()
            .map(|row| Ok(row.try_get::<_, Option<Raw>>(place)?.map(|raw| raw.0)))
            .collect::<Result<_>>()?;
        Ok(Self {
            element: element.clone(),
            values,
        })
    }
}

/// A value's bytes, of any type.
struct Raw(Vec<u8>);

impl<'r> FromSql<'r> for Raw {
    fn from_sql(_: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(raw.to_vec()))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl ToSql for Column {
    /// PostgreSQL's binary form of an array: dimensions, whether there are nulls, the element's
    /// type, length and lower bound, then each value after its length.
    fn to_sql(
        &self,
        _: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        let has_nulls = i32::from(self.values.iter().any(Option::is_none));
        let length = i32::try_from(self.values.len())?;
        let element = i32::try_from(self.element.oid())?;
        for number in [1, has_nulls, element, length, 1] {
            out.extend_from_slice(&number.to_be_bytes());
        }
        for value in &self.values {
            let length = value
                .as_ref()
                .map_or(Ok(-1), |bytes| i32::try_from(bytes.len()))?;
            out.extend_from_slice(&length.to_be_bytes());
            out.extend_from_slice(value.as_deref().unwrap_or_default());
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}
