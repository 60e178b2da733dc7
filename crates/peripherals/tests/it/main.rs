//! Receipts on paper, checked against outside documents and by reading back our own.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "test helpers may stop the test"
)]

mod code_page;
mod escpos_documents;
mod escpos_vectors;
mod paper;
mod receipt;
mod spooler;
mod transport;
