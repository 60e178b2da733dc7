//! Each document once, in however many epochs it was appended (Promise 2).

use std::collections::{HashMap, HashSet};

use domain::entry::Hash;
use uuid::Uuid;

use super::verify::Document;
use crate::database::{DatabaseError, DbTransaction};

/// What is to be done with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Novelty {
    /// It is seen for the first time: project it.
    New,
    /// It was projected before, in another epoch.
    Repeated,
    /// Another document has this id.
    Differs,
}

/// Writes the ids of documents down and says which are new, in the order of the documents.
pub(super) async fn register(
    transaction: &DbTransaction,
    documents: &[Document],
) -> Result<Vec<Novelty>, DatabaseError> {
    const INSERT: &str = "insert into documents (organization_id, entry_id, digest) \
         select $1, u.* from unnest($2::uuid[], $3::bytea[]) u \
         on conflict do nothing returning entry_id";
    let organization_id = transaction.organization_id();
    let ids: Vec<Uuid> = documents.iter().map(|document| document.entry_id).collect();
    let digests: Vec<&[u8]> = documents
        .iter()
        .map(|document| document.digest.0.as_slice())
        .collect();
    let rows = transaction
        .query(INSERT, &[&organization_id, &ids, &digests])
        .await?;
    let mut inserted = HashSet::with_capacity(rows.len());
    for row in rows {
        inserted.insert(row.try_get::<_, Uuid>(0)?);
    }
    if inserted.len() == documents.len() {
        return Ok(vec![Novelty::New; documents.len()]);
    }
    compare(transaction, documents, inserted).await
}

/// Compares documents whose ids are known with what is known.
async fn compare(
    transaction: &DbTransaction,
    documents: &[Document],
    mut inserted: HashSet<Uuid>,
) -> Result<Vec<Novelty>, DatabaseError> {
    let organization_id = transaction.organization_id();
    let ids: Vec<Uuid> = documents.iter().map(|document| document.entry_id).collect();
    let rows = transaction
        .query(
            "select entry_id, digest from documents where organization_id = $1 and entry_id = any($2)",
            &[&organization_id, &ids],
        )
        .await?;
    let mut known = HashMap::with_capacity(rows.len());
    for row in rows {
        known.insert(row.try_get::<_, Uuid>(0)?, row.try_get::<_, Vec<u8>>(1)?);
    }
    let novelty = |document: &Document| {
        let Hash(digest) = document.digest;
        let is_same = known
            .get(&document.entry_id)
            .is_some_and(|known| *known == digest);
        match (is_same, inserted.remove(&document.entry_id)) {
            (true, true) => Novelty::New,
            (true, false) => Novelty::Repeated,
            (false, _) => Novelty::Differs,
        }
    };
    Ok(documents.iter().map(novelty).collect())
}
