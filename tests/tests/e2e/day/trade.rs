//! Ordinary customers: they take a few things and pay.

use anyhow::Result;
use test_support::window::keys::ENTER;

use super::Day;
use crate::counter_steps::Paid;

/// The number of ordinary customers; with the special ones the day has thirty.
pub(super) const CUSTOMERS: usize = 23;

/// Scans and pays the carts of the customers with these numbers.
pub(super) async fn customers(day: &mut Day, numbers: std::ops::Range<usize>) -> Result<()> {
    for number in numbers {
        day.sell(&shopping(number), payment(number)).await?;
        // Every other customer's first scan begins the next sale automatically.
        if number % 2 == 0 {
            day.window.hands_off().await?;
            day.window.key(ENTER).await?;
            day.window.find("sell-screen").await?;
        }
    }
    Ok(())
}

/// One to four products, each different from the one before it; sometimes three of one.
fn shopping(number: usize) -> Vec<(usize, i64)> {
    (0..=number % 4)
        .map(|item| {
            let count = if (number + item) % 5 == 1 { 3 } else { 1 };
            (number * 7 + item * 11, count)
        })
        .collect()
}

fn payment(number: usize) -> Paid {
    match number % 6 {
        0 | 4 => Paid::Exact,
        1 => Paid::Notes { more_cents: 0 },
        2 => Paid::Card("APR 771203"),
        3 => Paid::Notes {
            more_cents: 1_250_000,
        },
        _ => Paid::Qris("QR 0091-55"),
    }
}
