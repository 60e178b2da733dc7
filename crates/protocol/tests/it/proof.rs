//! What is signed, and what is packed.

use domain::hex::to_hex;
use protocol::{MAX_UNPACKED_BYTES, PackError, Proof, RequestParts, pack, unpack};

use super::{TIME, id, register_key, server_key, signed_head};

#[test]
fn the_proof_of_a_request_signs_the_bytes_it_always_did() {
    let parts = RequestParts {
        method: "POST",
        target: "/api/sync/push",
        body: b"packed",
    };
    let proof = Proof::sign(id(1), id(2), TIME, [9; 16], parts, &register_key());
    let golden = concat!(
        "276f5a3d6a1269a4998b9c2376d4aa89bac1b18c89ecc9c090a39c3797ee1179",
        "e0b3febb59b11b76751069200dadbcfa8b059a2fefe5268e8b35ba2c1cbe720a"
    );
    assert_eq!(to_hex(&proof.signature), golden);
    assert!(proof.is_of(parts, &register_key().public()));
    let headers = proof.headers();
    let read = Proof::from_headers(|name| {
        let found = headers.iter().find(|(header, _)| *header == name);
        found.map(|(_, value)| value.as_str())
    });
    assert_eq!(read, Ok(proof));
}

#[test]
fn a_proof_is_of_one_request_only() {
    let parts = RequestParts {
        method: "GET",
        target: "/api/sync/pull?after=1",
        body: b"",
    };
    let proof = Proof::sign(id(1), id(2), TIME, [9; 16], parts, &register_key());
    let key = register_key().public();
    let method = RequestParts {
        method: "POST",
        ..parts
    };
    let target = RequestParts {
        target: "/api/sync/pull?after=2",
        ..parts
    };
    let body = RequestParts {
        body: b" ",
        ..parts
    };
    for other in [method, target, body] {
        assert!(!proof.is_of(other, &key), "{other:?}");
    }
    let mut other = proof.clone();
    other.organization_id = id(99);
    assert!(!other.is_of(parts, &key));
    let mut other = proof.clone();
    other.time_ms += 1;
    assert!(!other.is_of(parts, &key));
    let mut other = proof.clone();
    other.nonce = [8; 16];
    assert!(!other.is_of(parts, &key));
    assert!(!proof.is_of(parts, &server_key().public()));
}

#[test]
fn a_signed_head_signs_the_bytes_it_always_did() {
    let head = signed_head();
    let golden = concat!(
        "34b2cf167b8e0e6e236c00fe16c697b4c56da3d36fc4f010f41491a72cf601f5",
        "ce71d06c6fe8af7e1c21a5e0156d738f987aef941254dcb17577c8bac9a50e01"
    );
    assert_eq!(head.signature, golden);
    assert!(head.is_signed_by(&server_key().public()));
    assert!(!head.is_signed_by(&register_key().public()));
}

#[test]
fn a_body_is_unpacked_up_to_its_limit_and_never_cut() {
    let body = vec![b'a'; MAX_UNPACKED_BYTES];
    let packed = pack(&body).unwrap();
    assert!(packed.len() < 1_000, "a bomb is small: {}", packed.len());
    assert_eq!(
        unpack(&packed, MAX_UNPACKED_BYTES).unwrap().len(),
        body.len()
    );
    let error = unpack(&packed, MAX_UNPACKED_BYTES - 1).unwrap_err();
    assert!(matches!(error, PackError::TooLarge { .. }));
    let half = packed.get(..packed.len() / 2).unwrap();
    assert!(matches!(
        unpack(half, MAX_UNPACKED_BYTES),
        Err(PackError::Packing(_))
    ));
}
