//! The state that a row carries, and rows that this program cannot read.
//!
//! # Rows of a newer server
//!
//! A page holds many rows, and one of them must not stop the others: prices would freeze on every
//! register that is not updated yet. So each row is read separately. One that does not fit becomes
//! [`FeedChange::Unknown`] with its JSON. The register notes its number, applies the rest of the
//! page, and asks for the feed from that number again once a newer program runs.
//!
//! A row does not fit when its entity is unknown, a value is unknown (a new role, a new status), a
//! field is missing, **or a field is unknown**. The last is deliberate. The server sends a row
//! once. If this program kept only the fields that it knows, a newer program would never see the
//! others.
//!
//! # Why an old register still shows prices
//!
//! Unknown rows are the exception. Every request names the protocol of the register. A server that
//! adds a field to products writes rows in the old shape for the protocols in its window that do
//! not have the field. Only rows without an old shape cannot be read, such as those of an entity or
//! a status that did not exist before.
//!
//! The envelope of a row (its number and its origin) belongs to the protocol and is read strictly.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::entity::{ProductState, RegisterState, StoreState, UserState};
use super::entity_kind::EntityKind;
use crate::catalog::merge::CatalogConflict;
use crate::code::Code as _;

/// The field that names the entity.
const ENTITY: &str = "entity";

/// The new state of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedChange {
    Product(Box<ProductState>),
    /// A person.
    User(Box<UserState>),
    /// The settings of a store.
    Store(Box<StoreState>),
    /// A register of the organization.
    Register(RegisterState),
    /// Two edits of one field met, and the server kept one.
    Conflict(Box<CatalogConflict>),
    /// A row of a newer server: noted, and read after an upgrade.
    Unknown(UnknownChange),
}

/// A state that this program cannot read: its JSON, unchanged.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownChange(Value);

impl UnknownChange {
    /// A state that is kept unchanged.
    pub const fn new(json: Value) -> Self {
        Self(json)
    }

    /// The entity that the row names, known or not; empty if there is none.
    pub fn entity(&self) -> &str {
        self.0.get(ENTITY).and_then(Value::as_str).unwrap_or("")
    }

    /// The change as it arrived, including fields that this program does not know.
    pub const fn json(&self) -> &Value {
        &self.0
    }

    /// Why it cannot be read, for the log. The row of a person holds secrets, which a message
    /// about a value could quote, so its reason stays general.
    pub fn reason(&self) -> String {
        if self.entity() == EntityKind::User.as_str() {
            return "the row of a person does not fit".to_owned();
        }
        match known(&mut self.0.clone()) {
            Ok(_) => "it can be read".to_owned(),
            Err(error) => error.to_string(),
        }
    }
}

/// Prints the entity only: the row of a person holds secrets.
impl fmt::Debug for UnknownChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "UnknownChange({}, ..)", self.entity())
    }
}

impl FeedChange {
    /// Reads a state; one that does not fit is kept as unchanged JSON.
    pub fn from_json(mut json: Value) -> Self {
        known(&mut json).unwrap_or(Self::Unknown(UnknownChange(json)))
    }
}

/// Reads a state of a known entity that fits it exactly; on an error the JSON is unchanged.
fn known(json: &mut Value) -> Result<FeedChange, serde_json::Error> {
    let Value::Object(fields) = json else {
        return Err(serde_json::Error::custom("the row is not an object"));
    };
    // The shapes are strict and do not have this field.
    let entity = fields.remove(ENTITY);
    let name = entity.as_ref().and_then(Value::as_str);
    let fields_of = &*fields;
    let change = match name.and_then(EntityKind::from_code) {
        Some(EntityKind::Product) => Deserialize::deserialize(fields_of).map(FeedChange::Product),
        Some(EntityKind::User) => Deserialize::deserialize(fields_of).map(FeedChange::User),
        Some(EntityKind::Store) => Deserialize::deserialize(fields_of).map(FeedChange::Store),
        Some(EntityKind::Register) => Deserialize::deserialize(fields_of).map(FeedChange::Register),
        Some(EntityKind::Conflict) => Deserialize::deserialize(fields_of).map(FeedChange::Conflict),
        None => Err(serde_json::Error::custom("the entity is unknown")),
    };
    if let (Err(_), Some(entity)) = (&change, entity) {
        fields.insert(ENTITY.to_owned(), entity);
    }
    change
}

impl<'de> Deserialize<'de> for FeedChange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from_json)
    }
}

/// A state of a known entity, for writing.
#[derive(Serialize)]
#[serde(tag = "entity", rename_all = "snake_case")]
enum KnownState<'a> {
    Product(&'a ProductState),
    User(&'a UserState),
    Store(&'a StoreState),
    Register(&'a RegisterState),
    Conflict(&'a CatalogConflict),
}

impl Serialize for FeedChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Product(state) => KnownState::Product(state).serialize(serializer),
            Self::User(state) => KnownState::User(state).serialize(serializer),
            Self::Store(state) => KnownState::Store(state).serialize(serializer),
            Self::Register(state) => KnownState::Register(state).serialize(serializer),
            Self::Conflict(conflict) => KnownState::Conflict(conflict).serialize(serializer),
            Self::Unknown(unknown) => unknown.0.serialize(serializer),
        }
    }
}
