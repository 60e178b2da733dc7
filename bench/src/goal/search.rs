//! G5: a search keeps up with typing.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;

use crate::goal_number::Goal;
use crate::report::{Report, Unit};
use crate::samples::{Samples, median};
use crate::shop::{Shop, goods};
use crate::sizes::{ROUNDS, Sizes};

/// Hits that the screen asks for.
const HITS: u32 = 12;

/// The kinds of queries that [`goods::query`] makes, in turn.
const KINDS: [&str; 6] = [
    "1 letter",
    "2 letters",
    "3 letters",
    "a word",
    "two words",
    "diacritics",
];

/// Measures G5.
pub(super) fn measure(folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
    for (products, limit_ms) in &sizes.catalogs {
        let shop = Shop::stocked(&folder.join(format!("of-{products}")), *products, 0)?;
        let register = shop.unlocked()?;
        let mut kinds = KINDS.map(|_| Samples::default());
        let mut slowest = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            let mut round = Samples::default();
            for step in 0..sizes.queries {
                let text = goods::query(step);
                let began = Instant::now();
                register.product_search(&text, HITS)?;
                let took = began.elapsed();
                round.push(took);
                if let Some(kind) = kinds.get_mut(usize::try_from(step % 6)?) {
                    kind.push(took);
                }
            }
            slowest.push(round.p99());
        }
        let what = format!("search of {products} products, p99");
        let limit = limit_ms * 1_000_000;
        report.check(Goal::G5, &what, Unit::Nanos, median(slowest), limit);
        for (kind, samples) in KINDS.iter().zip(&kinds) {
            let what = format!("search of {products} products: {kind}");
            report.times(Goal::G5, &what, samples);
        }
    }
    Ok(())
}
