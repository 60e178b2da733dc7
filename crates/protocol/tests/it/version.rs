//! The window of protocols, and the header that names one.

use protocol::{PROTOCOL, ProtocolError, ProtocolWindow, RefusalCode};

#[test]
fn a_request_without_the_header_is_of_protocol_1() {
    assert_eq!(ProtocolWindow::new(1, 3).read(None), Ok(1));
    assert_eq!(ProtocolWindow::SUPPORTED.read(None), Ok(1));
    let newer = ProtocolWindow::new(2, 3).read(None).unwrap_err();
    assert_eq!(newer.code(), RefusalCode::ProtocolTooOld);
}

#[test]
fn a_window_answers_its_protocols_and_names_the_side_to_update_for_others() {
    let window = ProtocolWindow::new(2, 4);
    let (old, new) = (
        Some(RefusalCode::ProtocolTooOld),
        Some(RefusalCode::ProtocolTooNew),
    );
    let cases = [
        ("1", old),
        ("2", None),
        (" 3 ", None),
        ("4", None),
        ("5", new),
    ];
    for (header, refused) in cases {
        let code = window.read(Some(header)).err().map(ProtocolError::code);
        assert_eq!(code, refused, "protocol {header}");
    }
    let too_old = window.check(1).unwrap_err().to_string();
    assert!(too_old.starts_with("update the register"), "{too_old}");
    let too_new = window.check(5).unwrap_err().to_string();
    assert!(too_new.starts_with("update the server"), "{too_new}");
}

#[test]
fn a_header_that_is_not_a_number_is_malformed() {
    for header in ["", "two", "-1", "1.0", "99999999999"] {
        let error = ProtocolWindow::SUPPORTED.read(Some(header)).unwrap_err();
        assert_eq!(error.code(), RefusalCode::Malformed, "{header:?}");
    }
}

#[test]
fn this_program_answers_its_own_protocol() {
    assert_eq!(ProtocolWindow::SUPPORTED.check(PROTOCOL), Ok(()));
}
