//! `request_nonces`: requests that were answered, kept as long as they could be replayed.

use protocol::Proof;

use crate::database::{Database, DatabaseError, Durability};

/// Twice the window of accepted times, from its far end to the near one, and a margin. An older
/// request is refused because of its time.
const KEPT_S: f64 = 900.0;

/// Stores the nonce of a request; false if it is stored already. Also deletes old nonces.
pub(crate) async fn spend(database: &Database, proof: &Proof) -> Result<bool, DatabaseError> {
    const SPEND: &str = "with gone as (delete from request_nonces where organization_id = $1 \
                         and register_id = $2 and created_at < now() - make_interval(secs => $4)) \
                         insert into request_nonces (organization_id, register_id, nonce) \
                         values ($1, $2, $3) on conflict do nothing";
    let nonce: &[u8] = &proof.nonce;
    let spent = database
        .once(
            proof.organization_id,
            Durability::Soon,
            SPEND,
            &[&proof.organization_id, &proof.register_id, &nonce, &KEPT_S],
        )
        .await?;
    Ok(spent == 1)
}
