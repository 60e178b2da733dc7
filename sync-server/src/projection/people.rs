//! People: the role comes from the log, and names and PIN from outside it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::entry::kinds::UserChanged;
use domain::feed::{EntityKind, FeedOrigin, UserSecretProfile};
use domain::user::pin::PIN_LENGTHS;
use domain::user::{Role, check_full_name, check_username};
use protocol::Profile;
use uuid::Uuid;

use super::Arrival;
use crate::database::{DatabaseError, DbTransaction};
use crate::feed::ChangedEntity;
use crate::table::users::{self, StoredUser};
use protocol::receive::VerifiedEntry;

/// The longest PIN hash: a PHC string of Argon2id has about 100 letters.
const MAX_PIN_HASH_LETTERS: usize = 256;

/// Applies changes of people, and the names and PINs that came with the push.
pub(super) async fn project(
    transaction: &DbTransaction,
    arrival: &Arrival<'_>,
    edits: &[(&VerifiedEntry, &UserChanged)],
) -> Result<Vec<ChangedEntity>, DatabaseError> {
    let profiles: Vec<_> = arrival.profiles.iter().filter_map(usable).collect();
    if edits.is_empty() && profiles.is_empty() {
        return Ok(Vec::new());
    }
    let ids = edits.iter().map(|(_, body)| body.user_id);
    let ids: BTreeSet<Uuid> = ids.chain(profiles.iter().map(|one| one.user_id)).collect();
    let usernames = profiles
        .iter()
        .flat_map(|one| username_candidates(one.user_id, &one.profile.username));
    let takes_away = |body: &UserChanged| !(body.role == Role::Owner && body.active);
    let owners = if edits.iter().any(|(_, body)| takes_away(body)) {
        users::lock_owners(transaction).await?
    } else {
        BTreeSet::new()
    };
    let mut people = UserEdits::load(transaction, ids, usernames.collect()).await?;
    people.owners = owners;
    for (entry, body) in edits {
        people.change(body, arrival.origin(entry));
    }
    for profile in profiles {
        people.name(profile);
    }
    people.write(transaction).await?;
    Ok(people.into_changed())
}

/// A profile as it can be stored, its username folded. Profiles are not part of the log: one that
/// cannot be used is ignored, and the person keeps their names.
fn usable(profile: &Profile) -> Option<Profile> {
    let of = &profile.profile;
    let is_hex = |digit: u8| digit.is_ascii_hexdigit();
    let salt_fits = of.commitment_salt.len() == 64 && of.commitment_salt.bytes().all(is_hex);
    let hash_fits = of.pin_hash.as_ref().is_none_or(|hash| {
        hash.len() <= MAX_PIN_HASH_LETTERS && hash.bytes().all(|letter| letter.is_ascii_graphic())
    });
    let length_fits = of
        .pin_length
        .is_none_or(|digits| PIN_LENGTHS.contains(&usize::from(digits)));
    let names = check_username(&of.username)
        .ok()
        .zip(check_full_name(&of.full_name).ok());
    let Some((username, full_name)) = names.filter(|_| salt_fits && hash_fits && length_fits)
    else {
        tracing::warn!(user_id = %profile.user_id, "names and PIN of a person cannot be used");
        return None;
    };
    Some(Profile {
        user_id: profile.user_id,
        profile: UserSecretProfile {
            username,
            full_name,
            ..of.clone()
        },
    })
}

/// The username, and two more with digits of the person's id, in case another person got the same
/// name on another register. Both people go on working, and the owner sees which name to change.
fn username_candidates(user_id: Uuid, wanted: &str) -> [String; 3] {
    let digits = user_id.simple().to_string();
    let stem: String = wanted.chars().take(40).collect();
    // The last digits of a UUIDv7 are random, the first are a time.
    let few = digits.get(28..).unwrap_or(&digits);
    [
        wanted.to_owned(),
        format!("{stem}-{few}"),
        format!("{stem}-{digits}"),
    ]
}

/// The users that a push changes, and those that already have a username from the push.
struct UserEdits {
    users: BTreeMap<Uuid, StoredUser>,
    username_owners: HashMap<String, Uuid>,
    /// The active owners. They are looked up only when a push takes the role from one.
    owners: BTreeSet<Uuid>,
    /// The changed users, each with the entry that changed them.
    changed: BTreeMap<Uuid, Option<FeedOrigin>>,
}

impl UserEdits {
    async fn load(
        transaction: &DbTransaction,
        ids: BTreeSet<Uuid>,
        usernames: BTreeSet<String>,
    ) -> Result<Self, DatabaseError> {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let usernames: Vec<String> = usernames.into_iter().collect();
        let users = users::load(transaction, &ids, &usernames).await?;
        let username_owners = users
            .iter()
            .filter_map(|(id, user)| Some((user.profile.as_ref()?.username.clone(), *id)))
            .collect();
        Ok(Self {
            users,
            username_owners,
            owners: BTreeSet::new(),
            changed: BTreeMap::new(),
        })
    }

    fn change(&mut self, body: &UserChanged, origin: FeedOrigin) {
        let user_id = body.user_id;
        let user = self.users.entry(user_id).or_default();
        user.profile_commitment = Some(body.profile_commitment);
        // The feed sends the person again in any case, so that the register that changed them
        // learns the outcome.
        self.changed.insert(user_id, Some(origin));
        if body.role == Role::Owner && body.active {
            self.owners.insert(user_id);
        } else if self.owners.remove(&user_id) && self.owners.is_empty() {
            // Two owners took the role from each other while their registers were offline. The
            // change that arrives first holds, because a shop without an owner could not repair
            // itself.
            tracing::warn!(%user_id, "the last owner stays the owner");
            self.owners.insert(user_id);
            return;
        }
        user.role = Some(body.role);
        user.active = body.active;
    }

    fn name(&mut self, profile: Profile) {
        let user_id = profile.user_id;
        let candidates = username_candidates(user_id, &profile.profile.username);
        let is_free = |name: &String| {
            let owner = self.username_owners.get(name);
            owner.is_none_or(|owner| *owner == user_id)
        };
        let Some(username) = candidates.into_iter().find(is_free) else {
            tracing::warn!(%user_id, "the username of a person is taken in every form");
            return;
        };
        let named = UserSecretProfile {
            username,
            ..profile.profile
        };
        let user = self.users.entry(user_id).or_default();
        if user.profile.as_ref() == Some(&named) {
            return;
        }
        if let Some(before) = &user.profile {
            self.username_owners.remove(&before.username);
        }
        self.username_owners.insert(named.username.clone(), user_id);
        user.profile = Some(named);
        self.changed.entry(user_id).or_default();
    }

    async fn write(&self, transaction: &DbTransaction) -> Result<(), DatabaseError> {
        let is_changed = |id: &Uuid| self.changed.contains_key(id);
        let changed: Vec<(Uuid, &StoredUser)> = self
            .users
            .iter()
            .filter(|(id, _)| is_changed(id))
            .map(|(id, user)| (*id, user))
            .collect();
        users::write(transaction, &changed).await?;
        Ok(())
    }

    fn into_changed(self) -> Vec<ChangedEntity> {
        let changed = self.changed.into_iter();
        changed
            .map(|(id, origin)| ChangedEntity {
                entity: EntityKind::User,
                id,
                origin,
            })
            .collect()
    }
}
