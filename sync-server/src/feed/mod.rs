//! The feed that distributes the catalog: its numbers, pages, snapshots and hints.

pub(crate) mod hints;
mod page;
mod publish;
pub(crate) mod snapshot;

pub(crate) use page::read_page;
pub(crate) use publish::{ChangedEntity, begin_incarnation, publish};
