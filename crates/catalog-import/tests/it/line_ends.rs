//! Line ends and encodings.

use std::fmt::Write as _;

use catalog_import::{CheckedRows, FieldColumns, RejectedRows, preview};

use super::{file, idr, rows};

/// The code and the line of each accepted row.
fn taken(bytes: impl AsRef<[u8]>) -> Vec<(String, u64)> {
    let rows = rows(bytes).into_iter().filter_map(Result::ok);
    rows.map(|row| (row.barcode.unwrap(), row.line)).collect()
}

const TEXT: &str = "barcode,name,price,stock\n1001,Teh,1000,3\n1002,\"Kopi\nSusu\",2000,5\n\n\
                    1003,Gula,3000,7\n1004,Garam,4000,9";

const LINES: [(&str, u64); 4] = [("1001", 2), ("1002", 3), ("1003", 6), ("1004", 7)];

fn expected() -> Vec<(String, u64)> {
    LINES.map(|(code, line)| (code.to_owned(), line)).to_vec()
}

#[test]
fn every_row_has_the_line_it_begins_in_whatever_ends_a_line() {
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(taken(TEXT.replace('\n', end)), expected(), "{end:?}");
        let closed = format!("{}{end}", TEXT.replace('\n', end));
        assert_eq!(taken(closed), expected(), "{end:?} at the end, too");
    }
}

#[test]
fn every_mixture_of_line_ends_gives_the_same_rows() {
    let pieces: Vec<&str> = TEXT.split('\n').collect();
    for mixture in 0..3_usize.pow(6) {
        let mut text = pieces[0].to_owned();
        for (index, piece) in pieces[1..].iter().enumerate() {
            let end =
                ["\n", "\r\n", "\r"][mixture / 3_usize.pow(u32::try_from(index).unwrap()) % 3];
            text.push_str(end);
            text.push_str(piece);
        }
        let found: Vec<String> = taken(&text).into_iter().map(|(code, _)| code).collect();
        assert_eq!(found, ["1001", "1002", "1003", "1004"], "{text:?}");
    }
}

#[test]
fn utf_16_of_both_orders_is_read_like_utf_8() {
    for end in ["\n", "\r\n", "\r"] {
        let text = TEXT.replace('\n', end).replace("Gula", "Gula 🍬 é");
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let marked_little = [b"\xFF\xFE".to_vec(), little.clone()].concat();
        let marked_big = [b"\xFE\xFF".to_vec(), big.clone()].concat();
        for bytes in [little, big, marked_little, marked_big] {
            assert_eq!(taken(&bytes), expected(), "{end:?}");
            let gula = rows(&bytes).into_iter().flatten().nth(2).unwrap();
            assert_eq!(gula.name, "Gula 🍬 é");
        }
    }
}

#[test]
fn half_a_letter_of_utf_16_refuses_its_row_only() {
    let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    let units = [
        units("barcode,name\n1001,Te"),
        vec![0xD83C],
        units("h\n1002,Kopi\n1003,"),
        vec![0xD83C, 0xD83C],
    ];
    let mut bytes: Vec<u8> = units
        .concat()
        .iter()
        .flat_map(|u| u.to_le_bytes())
        .collect();
    bytes.push(0x41);
    let reasons: Vec<_> = rows([b"\xFF\xFE".to_vec(), bytes].concat())
        .into_iter()
        .map(|row| row.err().map(|error| error.code()))
        .collect();
    assert_eq!(reasons, [Some("not_utf8"), None, Some("not_utf8")]);
}

#[test]
fn a_return_inside_an_lf_file_loses_no_row_and_adds_no_wrong_one() {
    // Rows that the carriage return splits are refused, unless both halves are valid rows.
    let found = rows("barcode,name,price\n1001,Teh\rBotol,1000\n1002,Kopi,2000\r1003,Gula,3000\n");
    let seen: Vec<_> = found
        .iter()
        .map(|row| match row {
            Ok(row) => row.barcode.clone().unwrap(),
            Err(error) => error.code().to_owned(),
        })
        .collect();
    assert_eq!(seen, ["field_count", "field_count", "1002", "1003"]);
    let quoted = rows("barcode,name,price\n1001,\"Teh\rBotol\",1000\n1002,Kopi,2000\n");
    assert_eq!(quoted[0].as_ref().unwrap().name, "Teh Botol");
    assert_eq!(quoted[1].as_ref().unwrap().line, 4);
}

#[test]
fn a_nul_refuses_its_row_only() {
    let found =
        rows("barcode,name,price\n1001,Te\0h,1000\n10\0 02,Kopi,1\n1003,Gula,3\0\n1004,Ok,1\n");
    let reasons: Vec<_> = found
        .into_iter()
        .map(|row| row.err().map(|error| error.code()))
        .collect();
    assert_eq!(
        reasons,
        [
            Some("control_character"),
            Some("control_character"),
            Some("price_invalid"),
            None
        ]
    );
}

#[test]
fn a_quotation_mark_that_is_not_closed_names_the_last_line_it_took() {
    let found = rows("barcode,name,price\n1001,\"Teh,1000\n1002,Kopi,2000\n1003,Gula,3000\n");
    let error = found[0].as_ref().unwrap_err();
    assert_eq!((found.len(), error.code()), (1, "quote_open"));
    assert!(error.to_string().contains("line 4"), "{error}");
    // This holds even if the field is the last one, so that the number of fields is right.
    for end in ["\n", ""] {
        let text = format!("barcode,price,name\n1001,1,Teh\n1002,2,\"Kopi\n1003,3,Gula{end}");
        let found = rows(text);
        assert!(found[0].is_ok());
        let error = found[1].as_ref().unwrap_err();
        assert_eq!((found.len(), error.code()), (2, "quote_open"));
        assert!(error.to_string().contains("line 4"), "{error}");
    }
}

#[test]
fn the_rejected_file_names_the_line_of_a_file_with_windows_line_ends() {
    let mut text = "barcode,name,price\r\n".to_owned();
    for number in 0..50 {
        let price = if number == 40 { "x" } else { "1" };
        write!(text, "{},Barang,{price}\r\n", 1000 + number).unwrap();
    }
    let (folder, path) = file(&text);
    let mapping = FieldColumns::detect(&preview(&path, None, idr()).unwrap().columns);
    let mut rows = CheckedRows::open(&path, &mapping, idr()).unwrap();
    let mut rejected = RejectedRows::new(&path, &rows, folder.path());
    while let Some((raw, row)) = rows.next_row().unwrap() {
        if let Err(error) = row {
            rejected.add(&raw, &error).unwrap();
        }
    }
    let file = rejected.finish().unwrap().unwrap();
    let written = std::fs::read_to_string(file).unwrap();
    assert!(written.contains("\n42,price_invalid,"), "{written}");
}
