//! Whole documents that other programs made.

use std::fs;

use kasapro_outside_data as outside;
use peripherals::DrawerPin;

use crate::paper;

#[test]
fn the_interpreter_shows_a_foreign_receipt_as_its_author_says() {
    let Some(document) = outside::path("escpos/receipt-with-logo.bin") else {
        return;
    };
    let expected = outside::path("escpos/receipt-with-logo.expected.txt").unwrap();

    let paper = paper::print(&fs::read(document).unwrap()).unwrap();

    let expected = fs::read_to_string(expected).unwrap();
    assert_eq!(visible_lines(&paper.text()), visible_lines(&expected));
    assert_eq!(paper.images, 1, "the logo");
    assert_eq!(paper.cuts, 1);
    assert_eq!(paper.kicks, [DrawerPin::Pin2]);
    let title = paper
        .lines
        .iter()
        .find(|line| line.text == "SALES INVOICE")
        .unwrap();
    assert!(title.bold);
    let name = paper
        .lines
        .iter()
        .find(|line| line.text.starts_with("ExampleMart"))
        .unwrap();
    assert_eq!(
        (name.width, name.justification),
        (2, 1),
        "double width, centered"
    );
}

#[test]
fn our_code_pages_have_the_numbers_and_letters_of_a_foreign_sample() {
    let Some(document) = outside::path("escpos/character-encodings.bin") else {
        return;
    };

    let text = paper::print(&fs::read(document).unwrap()).unwrap().text();

    let shown = [
        "Quizdeltagerne spiste jordbær med fløde, mens cirkusklovnen Wolther spillede på xylofon.",
        "Falsches Üben von Xylophonmusik quält jeden größeren Zwerg.",
        "El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia y frío, añoraba a su querido cachorro.",
        "Le cœur déçu mais l'âme plutôt naïve",
        "D'fhuascail Íosa, Úrmhac na hÓighe Beannaithe",
        "Árvíztűrő tükörfúrógép.",
        "דג סקרן שט בים מאוכזב ולפתע מצא לו חברה איך הקליטה",
    ];
    for line in shown {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

/// The visible lines, without the spaces around them. Blank lines are left out, because the text
/// files represent logos and fed paper in their own ways.
fn visible_lines(text: &str) -> Vec<&str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}
