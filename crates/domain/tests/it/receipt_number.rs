//! Receipt numbers.

use domain::receipt_number::{ReceiptNumberError, ReceiptPrefix, split};

#[test]
fn a_number_is_prefix_and_seq_and_reads_back() {
    let first = ReceiptPrefix::new("a1", 0).unwrap();
    assert_eq!(first.number(123), "A1-000123");
    assert_eq!(first.number(1_234_567), "A1-1234567");
    assert_eq!(split("A1-000123"), Ok(("A1", 123)));
}

#[test]
fn a_later_epoch_prints_other_numbers() {
    let second = ReceiptPrefix::new("A1", 1).unwrap();
    assert_eq!(second.number(1), "A1.2-000001");
    assert_eq!(second.to_string(), "A1.2");
}

#[test]
fn a_register_without_letters_still_has_a_prefix() {
    assert_eq!(
        ReceiptPrefix::from_register_name("Kasir 1", 0).number(1),
        "KASIR1-000001"
    );
    assert_eq!(
        ReceiptPrefix::from_register_name("Toko Maju Jaya", 0).to_string(),
        "TOKOMA"
    );
    assert_eq!(
        ReceiptPrefix::from_register_name("收银台", 0).to_string(),
        "R"
    );
}

#[test]
fn other_shapes_are_refused() {
    for prefix in ["", "TOOLONG", "A-1", "Ä"] {
        assert_eq!(
            ReceiptPrefix::new(prefix, 0),
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
