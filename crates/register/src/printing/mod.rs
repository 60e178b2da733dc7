//! Receipts and reports on paper and on the screen, and the print queue.

mod document;
mod jobs;
mod queue;
mod target;
mod test_slip;

pub(crate) use document::ReceiptHead;
pub(crate) use jobs::job_view;
pub(crate) use queue::Queue;
pub(crate) use target::{check_printer, profile, transport};
