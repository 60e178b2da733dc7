//! The changes that the killed processes had acknowledged, and the check that the next one still
//! has them.

use std::fmt;

use anyhow::{Result, bail, ensure};
use test_support::process::cart::{Contents, Sold, Step};

/// Everything that was acknowledged so far.
#[derive(Debug, Default)]
pub(crate) struct Acknowledged {
    /// The sales on disk, the oldest first.
    pub(crate) sales: Vec<Sold>,
    cart: Contents,
    /// The step that was begun when the process was killed, which may or may not be on disk.
    begun: Option<Step>,
    openings: u32,
    /// Changes and sales that were on disk although they had not been acknowledged.
    kept: u32,
    /// Changes and sales that had not been acknowledged and were not on disk.
    undone: u32,
}

impl Acknowledged {
    /// Notes a step; fails when it contradicts what was acknowledged before.
    pub(crate) fn check(&mut self, step: &Step) -> Result<()> {
        match step {
            Step::Opened { cart, latest } => self.check_opened(cart, latest)?,
            Step::Adding { .. } | Step::Removing { .. } | Step::Paying => {
                self.begun = Some(step.clone());
            }
            Step::Changed { cart } => {
                let expected = self.cart_after(self.begun.as_ref());
                ensure!(
                    *cart == expected,
                    "changed to {cart:?}, not to {expected:?}"
                );
                self.cart = expected;
                self.begun = None;
            }
            Step::Sold(sold) => {
                self.sell(sold)?;
                self.begun = None;
            }
        }
        Ok(())
    }

    /// The cart and the last sale are those of the last acknowledged change, or one change further.
    fn check_opened(&mut self, cart: &Contents, latest: &[Sold]) -> Result<()> {
        self.openings += 1;
        let begun = self.begun.take();
        let newest = latest.first();
        if newest != self.sales.last() {
            ensure!(
                begun == Some(Step::Paying),
                "the last sale is {newest:?}, not {:?}; begun was {begun:?}",
                self.sales.last()
            );
            ensure!(
                latest.get(1) == self.sales.last(),
                "{:?} is missing before {newest:?}",
                self.sales.last()
            );
            let Some(newest) = newest else {
                bail!("all sales are gone");
            };
            self.sell(newest)?;
            self.kept += 1;
        } else if *cart == self.cart {
            self.undone += u32::from(begun.is_some());
        } else {
            let further = self.cart_after(begun.as_ref());
            ensure!(
                *cart == further,
                "the cart came back as {cart:?}; it was {:?}, begun was {begun:?}",
                self.cart
            );
            self.kept += 1;
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
        if let Some(last) = self.sales.last() {
            ensure!(sold.seq > last.seq, "{sold:?} came after {last:?}");
        }
        self.sales.push(sold.clone());
        self.cart.clear();
        Ok(())
    }

    fn cart_after(&self, change: Option<&Step>) -> Contents {
        let mut cart = self.cart.clone();
        match change {
            Some(Step::Adding { name, thousandths }) => {
                *cart.entry(name.clone()).or_default() += thousandths;
            }
            Some(Step::Removing { name }) => {
                cart.remove(name);
            }
            _ => {}
        }
        cart
    }
}

impl fmt::Display for Acknowledged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} openings, {} sales; of what was begun {} was on disk, {} was not",
            self.openings,
            self.sales.len(),
            self.kept,
            self.undone
        )
    }
}
