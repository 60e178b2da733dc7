//! The command line itself: help, wrong words, exit codes.

use crate::shop::{OWNER, Shop};

fn help(words: &[&str]) -> String {
    let output = Shop::empty().run(words);
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn help_lists_the_commands_and_the_exit_codes() {
    let text = help(&["--help"]);
    let commands = [
        "init", "catalog", "shift", "sell", "replay", "report", "ledger", "backup", "doctor",
    ];
    for word in commands
        .iter()
        .chain(&["demo", "user", "Exit codes", "Examples"])
    {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
}

#[test]
fn each_command_that_takes_more_than_a_word_has_an_example() {
    let commands: [&[&str]; 7] = [
        &["init"],
        &["catalog", "import"],
        &["shift", "open"],
        &["shift", "close"],
        &["sell"],
        &["replay"],
        &["report", "day"],
    ];
    for command in commands {
        let text = help(&[command, &["--help"]].concat());
        assert!(text.contains("Example"), "{command:?}\n{text}");
    }
}

#[test]
fn wrong_words_are_a_usage_error_in_both_forms() {
    let shop = Shop::empty();
    assert_eq!(shop.refused(["sel"]), (2, "usage".to_owned()));
    assert_eq!(
        shop.refused(["shift", "open", "--user", "sari"]),
        (2, "usage".to_owned())
    );
    let output = shop.run(["sel"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).unwrap().contains("sel"));
}

#[test]
fn people_read_failures_on_the_standard_error() {
    let output = Shop::empty().run(["ledger", "tail"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stdout.is_empty());
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("[needs_setup]")
    );
}

#[test]
fn amounts_are_major_units_with_a_point() {
    let shop = Shop::ready();
    for text in ["12.500,00", "1e3", "Rp 5", "0.001", "", "5."] {
        let open = ["shift", "open", "--float", text];
        assert_eq!(
            shop.refused([&open[..], &OWNER].concat()),
            (2, "amount_invalid".to_owned()),
            "{text:?}"
        );
    }
}
