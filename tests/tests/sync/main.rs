//! Real registers, a real server and a real PostgreSQL: whatever breaks between them, nothing is lost and nothing doubled.
#![expect(
    clippy::print_stderr,
    reason = "seeds, timings and skipped tests are said"
)]

mod bite;
mod chaos;
mod clone;
mod older;
mod place;
mod process;
mod real_days;
mod restored;
