//! Real registers, a real server and a real PostgreSQL: whatever breaks between them, no document
//! is lost or doubled.
#![expect(
    clippy::print_stderr,
    reason = "seeds, timings and skipped tests are printed"
)]

mod chaos;
mod copied_register;
mod damage_is_found;
mod real_days;
mod restored_register;
mod restored_server;
mod selling_register;
mod site;
