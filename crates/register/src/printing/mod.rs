//! Receipts and reports on paper and on the screen, the queue, and the drawer.

mod document;
mod drawer;
mod jobs;
mod queue;
mod target;
mod test_slip;

pub(crate) use jobs::job_view;
pub(crate) use queue::Queue;
pub(crate) use target::{check_printer, transport};
