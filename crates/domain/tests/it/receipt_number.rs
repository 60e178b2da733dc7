//! Receipt numbers.

use domain::receipt_number::{ReceiptNumberError, ReceiptPrefix, epoch_suffix, split};
use uuid::Uuid;

#[test]
fn a_number_is_prefix_and_seq_and_reads_back() {
    let first = ReceiptPrefix::new("a1", None).unwrap();
    assert_eq!(first.number(123), "A1-000123");
    assert_eq!(first.number(1_234_567), "A1-1234567");
    assert_eq!(split("A1-000123"), Ok(("A1", 123)));
}

#[test]
fn a_later_epoch_prints_other_numbers_than_any_other_epoch() {
    let epoch = Uuid::from_u128(0x0001_2345);
    assert_eq!(epoch_suffix(epoch), "28T5");
    let second = ReceiptPrefix::new("A1", Some(epoch)).unwrap();
    assert_eq!(second.number(1), "A1.28T5-000001");
    assert_eq!(second.to_string(), "A1.28T5");
    let other = ReceiptPrefix::new("A1", Some(Uuid::from_u128(0x0001_2346))).unwrap();
    assert_ne!(second.number(1), other.number(1));
}

#[test]
fn an_epoch_keeps_the_prefix_that_it_began_with() {
    for printed in ["A1.2-000007", "A1.28T5-000007", "A1-000007"] {
        let prefix = ReceiptPrefix::of_number(printed).unwrap();
        assert_eq!(prefix.number(7), printed);
    }
}

#[test]
fn a_register_without_letters_still_has_a_prefix() {
    assert_eq!(
        ReceiptPrefix::from_register_name("Kasir 1", None).number(1),
        "KASIR1-000001"
    );
    assert_eq!(
        ReceiptPrefix::from_register_name("Toko Maju Jaya", None).to_string(),
        "TOKOMA"
    );
    assert_eq!(
        ReceiptPrefix::from_register_name("收银台", None).to_string(),
        "R"
    );
}

#[test]
fn other_shapes_are_refused() {
    for prefix in ["", "TOOLONG", "A-1", "Ä"] {
        assert_eq!(
            ReceiptPrefix::new(prefix, None),
            Err(ReceiptNumberError::PrefixShape)
        );
    }
    for number in [
        "A1",
        "A1-12345",
        "-000001",
        "A1-00000x",
        "A1-99999999999999999999",
    ] {
        assert_eq!(
            split(number),
            Err(ReceiptNumberError::NumberShape),
            "{number}"
        );
    }
}
