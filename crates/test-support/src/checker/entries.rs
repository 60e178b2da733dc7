//! Promises 2, 3, 4 and 10: the entries themselves.

use std::collections::{BTreeMap, BTreeSet};

use domain::entry::{Entry, EntryBody, Head};
use domain::invariant::Checker;
use uuid::Uuid;

use super::{Findings, LedgerContents, ServerContents};

/// The position of an entry: register, epoch, seq.
type Position = (Uuid, Uuid, u64);

const fn position(entry: &Entry) -> Position {
    let header = &entry.header;
    (header.register_id, header.epoch, header.seq)
}

pub(super) fn check(ledgers: &[LedgerContents], server: &ServerContents, findings: &mut Findings) {
    let stored: BTreeMap<Position, &Entry> = server
        .entries
        .iter()
        .map(|one| (position(one), one))
        .collect();
    for ledger in ledgers {
        chain_of(ledger, findings);
        sent(ledger, &stored, findings);
        if !ledger.is_past {
            acknowledged(ledger, server, &stored, findings);
        }
    }
    nothing_else(ledgers, server, findings);
    chains_on_server(server, findings);
    owners(ledgers, server, findings);
}

/// Promises 3, 6 and 8 of a ledger: the checker that `ledger verify` runs.
fn chain_of(ledger: &LedgerContents, findings: &mut Findings) {
    let mut checker = Checker::new();
    for entry in &ledger.entries {
        if let Err(broken) = checker.push(entry) {
            findings.add(broken.promise, format_args!("{}: {broken}", ledger.name));
            return;
        }
    }
    if let Err(broken) = checker.finish() {
        findings.add(broken.promise, format_args!("{}: {broken}", ledger.name));
    }
}

/// The seq at which the next epoch continued each epoch. Later entries were appended to the next
/// one again.
fn continued(ledger: &LedgerContents) -> BTreeMap<Uuid, u64> {
    let openings = ledger.entries.iter().filter(|one| one.header.seq == 1);
    let previous = openings.filter_map(|entry| {
        let header = &entry.header;
        let body = EntryBody::decode(&header.kind, header.version, &entry.body).ok()?;
        body.opening()?.previous
    });
    previous.map(|head| (head.epoch, head.seq)).collect()
}

/// Promise 2: the server has each entry with the same bytes. For an entry that was appended again
/// in a later epoch, its document is enough.
fn sent(ledger: &LedgerContents, stored: &BTreeMap<Position, &Entry>, findings: &mut Findings) {
    let continued = continued(ledger);
    let documents: BTreeSet<Uuid> = stored.values().map(|one| one.header.entry_id).collect();
    let name = &ledger.name;
    for entry in &ledger.entries {
        let header = &entry.header;
        let left_behind = continued
            .get(&header.epoch)
            .is_some_and(|last| header.seq > *last);
        let named = format!(
            "{} seq {} of {}",
            header.kind.as_str(),
            header.seq,
            header.epoch
        );
        match stored.get(&position(entry)) {
            Some(there) if *there == entry => {}
            _ if left_behind && documents.contains(&header.entry_id) => {}
            Some(_) if !left_behind => {
                findings.add(
                    2,
                    format_args!("{name}: {named} has other bytes on the server"),
                );
            }
            _ => findings.add(2, format_args!("{name}: {named} is not on the server")),
        }
    }
}

/// Promise 4: the server has the head that the register believes acknowledged.
fn acknowledged(
    ledger: &LedgerContents,
    server: &ServerContents,
    stored: &BTreeMap<Position, &Entry>,
    findings: &mut Findings,
) {
    let name = &ledger.name;
    let Some(believed) = &ledger.acknowledged else {
        findings.add(11, format_args!("{name}: nothing was acknowledged"));
        return;
    };
    let wanted = (ledger.register_id, believed.epoch, believed.seq);
    let own = ledger.entries.iter().find(|one| position(one) == wanted);
    if own.map(|one| one.hash) != Some(believed.hash) {
        findings.add(
            4,
            format_args!("{name}: seq {} is another here", believed.seq),
        );
    }
    if stored.get(&wanted).map(|one| one.hash) != Some(believed.hash) {
        findings.add(
            4,
            format_args!("{name}: seq {} is another there", believed.seq),
        );
    }
    let head = server
        .heads
        .iter()
        .find(|head| head.register_id == ledger.register_id && head.epoch == believed.epoch);
    if head.is_none_or(|head| head.seq < believed.seq) {
        findings.add(
            4,
            format_args!("{name}: the server's head is below seq {}", believed.seq),
        );
    }
}

/// Promise 2: the server has only entries that a register wrote, and stored each document once.
fn nothing_else(ledgers: &[LedgerContents], server: &ServerContents, findings: &mut Findings) {
    let written: BTreeSet<Position> = ledgers
        .iter()
        .flat_map(|ledger| ledger.entries.iter().map(position))
        .collect();
    for entry in server
        .entries
        .iter()
        .filter(|one| !written.contains(&position(one)))
    {
        let header = &entry.header;
        findings.add(
            2,
            format_args!(
                "seq {} of {} on the server is in no ledger",
                header.seq, header.epoch
            ),
        );
    }
    let pushed: BTreeSet<Uuid> = server
        .entries
        .iter()
        .map(|one| one.header.entry_id)
        .collect();
    let noted: BTreeSet<Uuid> = server.documents.iter().copied().collect();
    for entry_id in pushed.symmetric_difference(&noted) {
        findings.add(
            2,
            format_args!("document {entry_id} and its entry do not both exist"),
        );
    }
}

/// Promise 3 on the server: every chain by its register's key, and the head at its end.
fn chains_on_server(server: &ServerContents, findings: &mut Findings) {
    let mut ends: BTreeMap<(Uuid, Uuid), Head> = BTreeMap::new();
    for entry in &server.entries {
        let header = &entry.header;
        let (register_id, epoch) = (header.register_id, header.epoch);
        let end = ends
            .entry((register_id, epoch))
            .or_insert(Head::start(epoch));
        let known = server
            .registers
            .iter()
            .find(|one| one.register_id == register_id);
        let Some(register) = known else {
            findings.add(3, format_args!("register {register_id} is not known"));
            continue;
        };
        match entry.verify(end, &register.public_key) {
            Ok(head) => *end = head,
            Err(fault) => {
                findings.add(
                    3,
                    format_args!("server, seq {} of {epoch}: {fault}", header.seq),
                );
                *end = entry.head();
            }
        }
    }
    for head in &server.heads {
        let end = ends.get(&(head.register_id, head.epoch));
        if end.is_none_or(|end| (end.seq, end.hash) != (head.seq, head.hash)) {
            findings.add(
                3,
                format_args!(
                    "the head at seq {} of {} is not the chain's end",
                    head.seq, head.epoch
                ),
            );
        }
    }
}

/// Promise 10: no table has a row of another organization.
fn owners(ledgers: &[LedgerContents], server: &ServerContents, findings: &mut Findings) {
    let own: BTreeSet<Uuid> = ledgers.iter().map(|one| one.organization_id).collect();
    for row in server
        .owners
        .iter()
        .filter(|row| !own.contains(&row.organization_id))
    {
        findings.add(
            10,
            format_args!(
                "{} has rows of organization {}",
                row.table_name, row.organization_id
            ),
        );
    }
}
