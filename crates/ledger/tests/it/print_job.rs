//! The print queue.

use ledger::{LedgerError, NewPrintJob, PrintState, PrintSubject};

use crate::shop::{NOW, QUIET, Shop, id};

fn job(label: &str) -> NewPrintJob {
    NewPrintJob {
        what: PrintSubject::Receipt,
        label: label.to_owned(),
        subject_id: Some(id()),
        copy: None,
        payload: None,
    }
}

fn insert(shop: &Shop, label: &str) -> i64 {
    shop.ledger
        .commit(|commit| commit.print_job_insert(&job(label), NOW))
        .unwrap()
}

#[test]
fn jobs_are_taken_in_order_and_counted() {
    let shop = Shop::open(QUIET);
    let (first, second) = (insert(&shop, "A1-000001"), insert(&shop, "A1-000002"));
    let taken = shop.ledger.print_job_take().unwrap().unwrap();
    assert_eq!(
        (taken.job_id, taken.state, taken.attempts),
        (first, PrintState::Printing, 1)
    );
    assert_eq!(taken.job.what, PrintSubject::Receipt);
    shop.ledger
        .print_job_set(first, PrintState::Printed, None)
        .unwrap();
    assert_eq!(
        shop.ledger.print_job_take().unwrap().unwrap().job_id,
        second
    );
    assert_eq!(shop.ledger.print_job_take().unwrap(), None);
}

#[test]
fn a_failed_job_is_taken_again_and_a_finished_one_cannot_change() {
    let shop = Shop::open(QUIET);
    let number = insert(&shop, "A1-000001");
    shop.ledger.print_job_take().unwrap();
    shop.ledger
        .print_job_set(number, PrintState::Failed, Some("unreachable"))
        .unwrap();
    let failed = shop.ledger.print_job(number).unwrap().unwrap();
    assert_eq!(failed.error_code.as_deref(), Some("unreachable"));
    assert_eq!(shop.ledger.print_job_take().unwrap().unwrap().attempts, 2);
    shop.ledger
        .print_job_set(number, PrintState::Printed, None)
        .unwrap();
    let refused = shop.ledger.print_job_set(number, PrintState::Queued, None);
    assert!(matches!(refused, Err(LedgerError::PrintJobState { .. })));
}

#[test]
fn what_was_printing_at_the_end_waits_for_a_person() {
    let shop = Shop::open(QUIET);
    let number = insert(&shop, "A1-000001");
    shop.ledger.print_job_take().unwrap();
    let shop = shop.reopen(QUIET);
    assert_eq!(shop.ledger.print_jobs_interrupt().unwrap(), 1);
    assert_eq!(shop.ledger.print_job_take().unwrap(), None);
    let state = shop.ledger.print_job(number).unwrap().unwrap().state;
    assert_eq!(state, PrintState::Interrupted);
}

#[test]
fn finished_jobs_do_not_pile_up() {
    let shop = Shop::open(QUIET);
    for number in 0..130 {
        insert(&shop, &number.to_string());
        let taken = shop.ledger.print_job_take().unwrap().unwrap();
        shop.ledger
            .print_job_set(taken.job_id, PrintState::Printed, None)
            .unwrap();
    }
    assert_eq!(shop.ledger.print_jobs().unwrap().len(), 100);
}
