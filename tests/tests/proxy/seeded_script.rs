//! The same seed breaks the same exchanges.

use test_support::proxy::{Direction, Disruption, Script};

const FAULTS: [Disruption; 3] = [
    Disruption::LoseReply,
    Disruption::Truncate {
        way: Direction::Down,
        after: 9,
    },
    Disruption::HalfClose {
        way: Direction::Up,
        after: 0,
    },
];

fn faults(seed: u64) -> Vec<Option<Disruption>> {
    let script = Script::AtRandom {
        seed,
        one_in: 4,
        among: FAULTS.to_vec(),
    };
    (0..4_000).map(|exchange| script.fault(exchange)).collect()
}

#[test]
fn a_seed_chooses_the_same_faults_each_time_and_another_seed_others() {
    assert_eq!(faults(7), faults(7));
    assert_ne!(faults(7), faults(8));
}

#[test]
fn one_exchange_in_so_many_gets_a_fault_and_each_fault_has_its_turn() {
    let chosen = faults(7);
    let broken = chosen.iter().flatten().count();
    assert!((800..1_200).contains(&broken), "{broken} of 4000");
    for fault in FAULTS {
        let times = chosen.iter().filter(|it| **it == Some(fault)).count();
        assert!(times > broken / 5, "{fault:?}: {times} of {broken}");
    }
}
