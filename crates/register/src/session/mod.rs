//! Unlocking and locking.

mod person;
mod unlock;

pub(crate) use person::person_view;
