//! The newest time is the highest that was seen, over restarts.

use domain::entry::EntryBody;
use domain::entry::kinds::DrawerOpened;
use ledger::Now;

use crate::shop::{NOW, QUIET, Shop, id, register_key};

#[test]
fn the_newest_time_is_the_highest_of_all_entries_over_restarts() {
    let mut shop = Shop::open(QUIET);
    let mut newest = shop.ledger.newest_time_ms().unwrap();
    // Days ahead, behind, before 1970, and a moment before the newest.
    let day = 86_400_000;
    let steps = [
        0,
        day,
        -day,
        -60_000,
        -1,
        2 * day,
        -NOW.recorded_at_ms - day,
        1,
        0,
    ];
    for step in 0..90_i64 {
        let away = steps[usize::try_from(step * 7 % 9).unwrap()];
        let ms = if away == -1 {
            newest - 1
        } else {
            NOW.recorded_at_ms + away + step
        };
        let now = Now {
            recorded_at_ms: ms,
            ..NOW
        };
        let body = EntryBody::DrawerOpened(DrawerOpened {
            shift_id: shop.shift_id,
            user_id: shop.cashier_id,
            reason: "Tukar uang".to_owned(),
            approval: None,
        });
        let appended = shop
            .ledger
            .commit(|commit| commit.append(id(), &body, now, &register_key()));
        appended.unwrap();
        newest = newest.max(ms);
        assert_eq!(shop.ledger.newest_time_ms(), Some(newest), "step {step}");
        if step % 4 == 0 {
            shop = shop.reopen(QUIET);
            assert_eq!(shop.ledger.newest_time_ms(), Some(newest), "step {step}");
        }
    }
    let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
}
