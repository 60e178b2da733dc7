//! Promises 2, 5 and 8: the content of the entries in the server's tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use domain::entry::{Entry, EntryBody};
use domain::receipt_number;
use uuid::Uuid;

use super::figures::Figures;
use super::server_contents::TransactionRow;
use super::{Findings, LedgerContents, ServerContents};

pub(super) fn check(ledgers: &[LedgerContents], server: &ServerContents, findings: &mut Findings) {
    let quarantined: BTreeSet<Uuid> = server
        .quarantine
        .iter()
        .filter(|row| !row.projected)
        .map(|row| row.entry_id)
        .collect();
    let documents = documents(ledgers, findings);
    let mut expected = Figures::default();
    for (entry_id, (register_id, body)) in &documents {
        if !quarantined.contains(entry_id) {
            expected.add(*register_id, body);
        }
    }
    let found = Figures::of_tables(server);
    compare("figures", &expected.days, &found.days, findings);
    compare("stock", &expected.stock, &found.stock, findings);
    projected(&documents, &quarantined, server, findings);
    receipts(server, findings);
}

/// Documents by id, each with its register and body.
type Documents = BTreeMap<Uuid, (Uuid, EntryBody)>;

/// Every document of all ledgers once, no matter in how many epochs it is.
fn documents(ledgers: &[LedgerContents], findings: &mut Findings) -> Documents {
    let mut documents = Documents::new();
    let entries = ledgers.iter().flat_map(|ledger| &ledger.entries);
    for Entry { header, body, .. } in entries {
        match EntryBody::decode(&header.kind, header.version, body) {
            Ok(body) => {
                documents
                    .entry(header.entry_id)
                    .or_insert((header.register_id, body));
            }
            Err(fault) => findings.add(6, format_args!("seq {}: {fault}", header.seq)),
        }
    }
    documents
}

/// Promise 2: the same figures under the same names.
fn compare<K: Ord + Debug, V: PartialEq + Debug>(
    what: &str,
    expected: &BTreeMap<K, V>,
    found: &BTreeMap<K, V>,
    findings: &mut Findings,
) {
    let names: BTreeSet<&K> = expected.keys().chain(found.keys()).collect();
    for name in names {
        let (here, there) = (expected.get(name), found.get(name));
        if here != there {
            findings.add(
                2,
                format_args!(
                    "{what} of {name:?}: {here:?} in the ledgers, {there:?} on the server"
                ),
            );
        }
    }
}

/// Promises 2 and 5: each document either has its row or is quarantined, and each row has a
/// document.
fn projected(
    documents: &Documents,
    quarantined: &BTreeSet<Uuid>,
    server: &ServerContents,
    findings: &mut Findings,
) {
    let tables = Tables::of(server);
    for (entry_id, (_, body)) in documents {
        let Some(count) = tables.rows_of(*entry_id, body) else {
            continue;
        };
        let kind = body.kind();
        let kind = kind.as_str();
        match (count, quarantined.contains(entry_id)) {
            (1, false) | (0, true) => {}
            (0, false) => findings.add(
                5,
                format_args!("{kind} {entry_id} is neither projected nor quarantined"),
            ),
            (_, true) => findings.add(
                5,
                format_args!("{kind} {entry_id} is quarantined and projected"),
            ),
            (count, false) => {
                findings.add(2, format_args!("{kind} {entry_id} is there {count} times"));
            }
        }
    }
    for row in &server.transactions {
        if !documents.contains_key(&row.entry_id) {
            findings.add(
                2,
                format_args!("transaction {} has no entry", row.transaction_id),
            );
        }
    }
}

/// How many rows a document has in the table of its kind.
struct Tables {
    transactions: BTreeMap<Uuid, usize>,
    cash: BTreeSet<Uuid>,
    adjustments: BTreeSet<Uuid>,
    opened: BTreeSet<Uuid>,
    closed: BTreeSet<Uuid>,
}

impl Tables {
    fn of(server: &ServerContents) -> Self {
        let mut transactions = BTreeMap::new();
        for row in &server.transactions {
            *transactions.entry(row.entry_id).or_default() += 1;
        }
        let closed = server.shifts.iter().filter(|shift| shift.is_closed);
        Self {
            transactions,
            cash: server.cash.iter().copied().collect(),
            adjustments: server.adjustments.iter().copied().collect(),
            opened: server.shifts.iter().map(|shift| shift.shift_id).collect(),
            closed: closed.map(|shift| shift.shift_id).collect(),
        }
    }

    /// `None` for kinds without their own table.
    fn rows_of(&self, entry_id: Uuid, body: &EntryBody) -> Option<usize> {
        Some(match body {
            EntryBody::TransactionCompleted(_) => {
                self.transactions.get(&entry_id).copied().unwrap_or(0)
            }
            EntryBody::CashMoved(_) => self.cash.contains(&entry_id).into(),
            EntryBody::StockMoved(_) => self.adjustments.contains(&entry_id).into(),
            EntryBody::ShiftOpened(shift) => self.opened.contains(&shift.shift_id).into(),
            EntryBody::ShiftClosed(shift) => self.closed.contains(&shift.shift_id).into(),
            EntryBody::RegisterOpened(_)
            | EntryBody::StoreChanged(_)
            | EntryBody::UserChanged(_)
            | EntryBody::ProductsChanged(_)
            | EntryBody::DrawerOpened(_)
            | EntryBody::ReceiptReprinted(_)
            | EntryBody::Unknown { .. } => return None,
        })
    }
}

/// Promise 8: the numbers of a register and prefix run from one; a repeated one is flagged.
fn receipts(server: &ServerContents, findings: &mut Findings) {
    let flagged: BTreeSet<Uuid> = server
        .quarantine
        .iter()
        .filter(|row| row.reason == "receipt_number_repeated")
        .map(|row| row.entry_id)
        .collect();
    let mut runs: BTreeMap<(Uuid, String), Vec<&TransactionRow>> = BTreeMap::new();
    for row in &server.transactions {
        match receipt_number::split(&row.receipt_number) {
            Ok((prefix, seq)) if seq == row.receipt_seq => {
                let run = (row.register_id, prefix.to_owned());
                runs.entry(run).or_default().push(row);
            }
            _ => findings.add(
                8,
                format_args!("receipt {} is misnumbered", row.receipt_number),
            ),
        }
    }
    for ((_, prefix), mut run) in runs {
        run.sort_by_key(|row| (row.receipt_seq, flagged.contains(&row.entry_id)));
        let mut last = 0;
        for row in run {
            let repeated = row.receipt_seq == last && flagged.contains(&row.entry_id);
            if row.receipt_seq != last + 1 && !repeated {
                findings.add(
                    8,
                    format_args!("{prefix}: receipt {} comes after {last}", row.receipt_seq),
                );
            }
            last = row.receipt_seq;
        }
    }
}
