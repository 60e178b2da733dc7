//! People: role by the log, names and PIN beside it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::entry::EntryBody;
use domain::entry::body::UserChanged;
use domain::feed::{FeedOrigin, UserSecretProfile};
use domain::user::pin::PIN_LENGTHS;
use domain::user::{check_full_name, check_username};
use protocol::Profile;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use crate::catalog::CatalogPush;
use crate::catalog::feed::{Entity, Touched};
use crate::database::{DatabaseError, DbTransaction};

/// The longest PIN hash: a PHC string of Argon2id has about 100 letters.
const MAX_PIN_HASH_LETTERS: usize = 256;

/// Applies the push's `user_changed` entries and the names and PINs that came with it.
pub(super) async fn project(
    transaction: &DbTransaction,
    push: &CatalogPush<'_>,
    touched: &mut Vec<Touched>,
) -> Result<(), DatabaseError> {
    let changes: Vec<_> = push.of_kind(as_user).collect();
    let profiles: Vec<_> = push.profiles.iter().filter_map(usable).collect();
    if changes.is_empty() && profiles.is_empty() {
        return Ok(());
    }
    let ids = changes.iter().map(|(_, body)| body.user_id);
    let ids: BTreeSet<Uuid> = ids.chain(profiles.iter().map(|one| one.user_id)).collect();
    let usernames = profiles
        .iter()
        .flat_map(|one| username_candidates(one.user_id, &one.profile.username));
    let mut people = People::load(transaction, ids, usernames.collect()).await?;
    for (entry, body) in changes {
        people.change(body, push.origin(entry));
    }
    for profile in profiles {
        people.name(profile);
    }
    people.write(transaction).await?;
    touched.extend(people.touched.into_iter().map(|(id, origin)| Touched {
        entity: Entity::User,
        id,
        origin,
    }));
    Ok(())
}

fn as_user(body: &EntryBody) -> Option<&UserChanged> {
    match body {
        EntryBody::UserChanged(body) => Some(body),
        _ => None,
    }
}

/// A profile as it can be stored, its username folded. They are no part of the log: what is
/// unusable is left out, and the person keeps the names they had.
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

/// The username and, for when somebody else got it on another register, two with digits of the
/// person's id: both people go on working, and the owner sees which name to change.
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

/// A row of `users`.
#[derive(Default)]
struct Person {
    profile: Option<UserSecretProfile>,
    role: Option<String>,
    active: bool,
    commitment: Option<Vec<u8>>,
}

/// Those whom a push touches, and those who have a username it asks for.
struct People {
    persons: BTreeMap<Uuid, Person>,
    username_owners: HashMap<String, Uuid>,
    touched: BTreeMap<Uuid, Option<FeedOrigin>>,
}

impl People {
    async fn load(
        transaction: &DbTransaction,
        ids: BTreeSet<Uuid>,
        usernames: BTreeSet<String>,
    ) -> Result<Self, DatabaseError> {
        const LOAD: &str = include_str!("../sql/users_load.sql");
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let usernames: Vec<String> = usernames.into_iter().collect();
        let rows = transaction
            .query(LOAD, &[&transaction.organization_id(), &ids, &usernames])
            .await?;
        let persons: BTreeMap<Uuid, Person> = rows
            .iter()
            .map(|row| Ok((row.try_get(0)?, Person::read(row)?)))
            .collect::<Result<_, DatabaseError>>()?;
        let username_owners = persons
            .iter()
            .filter_map(|(id, person)| Some((person.profile.as_ref()?.username.clone(), *id)))
            .collect();
        Ok(Self {
            persons,
            username_owners,
            touched: BTreeMap::new(),
        })
    }

    fn change(&mut self, body: &UserChanged, origin: FeedOrigin) {
        let person = self.persons.entry(body.user_id).or_default();
        person.role = Some(body.role.as_str().to_owned());
        person.active = body.active;
        person.commitment = Some(body.profile_commitment.0.to_vec());
        self.touched.insert(body.user_id, Some(origin));
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
        let person = self.persons.entry(user_id).or_default();
        if person.profile.as_ref() == Some(&named) {
            return;
        }
        if let Some(before) = &person.profile {
            self.username_owners.remove(&before.username);
        }
        self.username_owners.insert(named.username.clone(), user_id);
        person.profile = Some(named);
        self.touched.entry(user_id).or_default();
    }

    async fn write(&self, transaction: &DbTransaction) -> Result<(), DatabaseError> {
        const WRITE: &str = include_str!("../sql/users_write.sql");
        let people: Vec<(&Uuid, &Person)> = self
            .persons
            .iter()
            .filter(|(id, _)| self.touched.contains_key(id))
            .collect();
        if people.is_empty() {
            return Ok(());
        }
        let named = |of: fn(&UserSecretProfile) -> &str| -> Vec<Option<&str>> {
            let profiles = people.iter().map(|(_, person)| person.profile.as_ref());
            profiles.map(|profile| profile.map(of)).collect()
        };
        let pin = |person: &Person| person.profile.as_ref()?.pin_hash.clone();
        let digits = |person: &Person| person.profile.as_ref()?.pin_length.map(i16::from);
        let ids: Vec<Uuid> = people.iter().map(|(id, _)| **id).collect();
        let pins: Vec<_> = people.iter().map(|(_, person)| pin(person)).collect();
        let lengths: Vec<_> = people.iter().map(|(_, person)| digits(person)).collect();
        let roles: Vec<_> = people.iter().map(|(_, person)| &person.role).collect();
        let active: Vec<_> = people.iter().map(|(_, person)| person.active).collect();
        let commitments: Vec<_> = people.iter().map(|(_, one)| &one.commitment).collect();
        let parameters: [&(dyn ToSql + Sync); 10] = [
            &transaction.organization_id(),
            &ids,
            &named(|profile| &profile.username),
            &named(|profile| &profile.full_name),
            &named(|profile| &profile.commitment_salt),
            &pins,
            &lengths,
            &roles,
            &active,
            &commitments,
        ];
        transaction.execute(WRITE, &parameters).await?;
        Ok(())
    }
}

impl Person {
    /// Reads a row of `users_load.sql`.
    fn read(row: &Row) -> Result<Self, DatabaseError> {
        let username: Option<String> = row.try_get(1)?;
        let full_name: Option<String> = row.try_get(2)?;
        let commitment_salt: Option<String> = row.try_get(3)?;
        let pin_hash: Option<String> = row.try_get(4)?;
        let pin_length = row
            .try_get::<_, Option<i16>>(5)?
            .and_then(|digits| u8::try_from(digits).ok());
        let names = username.zip(full_name).zip(commitment_salt);
        Ok(Self {
            profile: names.map(
                |((username, full_name), commitment_salt)| UserSecretProfile {
                    username,
                    full_name,
                    commitment_salt,
                    pin_hash,
                    pin_length,
                },
            ),
            role: row.try_get(6)?,
            active: row.try_get(7)?,
            commitment: row.try_get(8)?,
        })
    }
}
