//! Who remembers what the killed processes had acknowledged, and holds the next one to it.

use std::fmt;

use anyhow::{Result, bail, ensure};
use kasapro_tests::sell_loop::{Contents, Line, Sold};

/// All that was acknowledged so far.
#[derive(Debug, Default)]
pub(crate) struct Witness {
    /// The sales on disk, the oldest first.
    pub(crate) sold: Vec<Sold>,
    cart: Contents,
    /// What was under way when the last line was said: it may be on disk or not.
    under_way: Option<Line>,
    openings: u32,
    /// Changes and sales that were on disk though nobody had heard of it.
    unheard: u32,
    /// Changes and sales that were not.
    undone: u32,
}

impl Witness {
    /// Takes a line; fails when it contradicts what was said before.
    pub(crate) fn hear(&mut self, line: &Line) -> Result<()> {
        match line {
            Line::Opened { cart, latest } => self.reopened(cart, latest)?,
            Line::Adding { .. } | Line::Removing { .. } | Line::Paying => {
                self.under_way = Some(line.clone());
            }
            Line::Changed { cart } => {
                let expected = self.cart_after(self.under_way.as_ref());
                ensure!(
                    *cart == expected,
                    "changed to {cart:?}, not to {expected:?}"
                );
                self.cart = expected;
                self.under_way = None;
            }
            Line::Sold(sold) => {
                self.sell(sold)?;
                self.under_way = None;
            }
        }
        Ok(())
    }

    /// The register came back: the cart and the last sale are those of the last acknowledged change, or one further.
    fn reopened(&mut self, cart: &Contents, latest: &[Sold]) -> Result<()> {
        self.openings += 1;
        let under_way = self.under_way.take();
        let newest = latest.first();
        if newest != self.sold.last() {
            ensure!(
                under_way == Some(Line::Paying),
                "the last sale is {newest:?}, not {:?}; under way was {under_way:?}",
                self.sold.last()
            );
            ensure!(
                latest.get(1) == self.sold.last(),
                "{:?} is missing before {newest:?}",
                self.sold.last()
            );
            let Some(newest) = newest else {
                bail!("all sales are gone");
            };
            self.sell(newest)?;
            self.unheard += 1;
        } else if *cart == self.cart {
            self.undone += u32::from(under_way.is_some());
        } else {
            let further = self.cart_after(under_way.as_ref());
            ensure!(
                *cart == further,
                "the cart came back as {cart:?}; it was {:?}, under way was {under_way:?}",
                self.cart
            );
            self.unheard += 1;
            self.cart = further;
        }
        ensure!(
            *cart == self.cart,
            "the cart came back as {cart:?}, not {:?}",
            self.cart
        );
        Ok(())
    }

    fn sell(&mut self, sold: &Sold) -> Result<()> {
        if let Some(last) = self.sold.last() {
            ensure!(sold.seq > last.seq, "{sold:?} came after {last:?}");
        }
        self.sold.push(sold.clone());
        self.cart.clear();
        Ok(())
    }

    fn cart_after(&self, change: Option<&Line>) -> Contents {
        let mut cart = self.cart.clone();
        match change {
            Some(Line::Adding { name, thousandths }) => {
                *cart.entry(name.clone()).or_default() += thousandths;
            }
            Some(Line::Removing { name }) => {
                cart.remove(name);
            }
            _ => {}
        }
        cart
    }
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} openings, {} sales; of what was under way {} was on disk, {} was not",
            self.openings,
            self.sold.len(),
            self.unheard,
            self.undone
        )
    }
}
