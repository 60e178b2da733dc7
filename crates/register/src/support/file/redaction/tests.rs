//! No name leaves the shop, however it is written.

use serde_json::json;

use super::*;

fn known() -> Redaction {
    let mut known = Redaction::default();
    known.add_home(Path::new("/home/dewi"));
    for name in ["Dewi Lestari", "sari", "Al", "İpek", "Groß", "José"] {
        known.add(name, "[person]");
    }
    known.add("Toko \"Maju\"", "[shop]");
    known
}

fn redacted(text: &str) -> String {
    known().apply(text)
}

#[test]
fn names_are_replaced_where_they_are_words() {
    for (text, kept) in [
        (
            "cannot use /home/dewi/kasir/ledger.db",
            "cannot use ~/kasir/ledger.db",
        ),
        (
            "cannot use /media/dewi/USB",
            "cannot use /media/[account]/USB",
        ),
        ("/media/dewina/USB", "/media/dewina/USB"),
        ("user SARI, dewi lestari", "user [person], [person]"),
        (
            "a comparison necessarily all",
            "a comparison necessarily all",
        ),
        ("Sari", "[person]"),
        ("sari-sari é sari", "[person]-[person] é [person]"),
        (r"for\nsari: no", r"for\n[person]: no"),
    ] {
        assert_eq!(redacted(text), kept);
    }
}

#[test]
fn a_name_of_two_letters_goes_as_it_is_written() {
    assert_eq!(redacted("Al has not paid"), "[person] has not paid");
    assert_eq!(redacted("al-fresco, ALL, Alas"), "al-fresco, ALL, Alas");
}

#[test]
fn a_name_with_quotes_goes_from_json_and_from_json_in_json() {
    let name = "Toko \"Maju\"";
    let json = json!({ "at": name }).to_string();
    let nested = json!({ "said": json }).to_string();
    let quoted = format!("shop {name:?} and {name}");
    for text in [&json, &nested, &quoted] {
        let kept = redacted(text);
        assert!(!kept.contains("Maju") && kept.contains("[shop]"), "{kept}");
    }
}

#[test]
fn case_and_accents_of_any_script_hide_no_name() {
    for text in [
        "İPEK",
        "ipek",
        "i\u{307}pek",
        "GROSS",
        "groß",
        "Gross",
        "JOSE\u{301}",
        "josé",
        "jose",
    ] {
        assert_eq!(redacted(&format!("by {text}.")), "by [person].", "{text}");
    }
}

#[test]
fn documents_keep_the_names_of_their_fields() {
    let mut document = json!({ "sari": ["sari", { "Al": "Toko \"Maju\"" }], "n": 1, "no": null });
    known().apply_to(&mut document);
    let kept = json!({ "sari": ["[person]", { "Al": "[shop]" }], "n": 1, "no": null });
    assert_eq!(document, kept);
}
