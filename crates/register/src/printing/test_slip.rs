//! A slip that shows whether a printer is set up right.

use domain::receipt::{Align, Block, Receipt, ReceiptLine, Style, layout};
use domain::user::Permission;
use ledger::Ledger;
use peripherals::escpos::render;

use super::target::{ATTEMPT_LIMIT, check_printer, profile, transport};
use crate::error::AppError;
use crate::register::Register;
use crate::view::PrinterInput;

/// The characters of the widest paper, to see where a line breaks.
const RULER: &str = "123456789-123456789-123456789-123456789-12345678";

impl Register {
    /// Prints a test slip with settings that need not be saved yet, and waits for it.
    pub fn printer_test(&self, printer: &PrinterInput) -> Result<(), AppError> {
        check_printer(printer)?;
        let lines = if self.is_set_up() {
            let shop = self.shop()?;
            self.permit(&shop, Permission::EditSettings)?;
            test_lines(&shop.ledger, columns_of(printer))?
        } else {
            // During the setup there are no people yet, so there is no role to check.
            slip("Kasapro", columns_of(printer))
        };
        let document = render(&lines, &profile(printer));
        transport(printer).send(&document, ATTEMPT_LIMIT)?;
        Ok(())
    }
}

fn columns_of(printer: &PrinterInput) -> u16 {
    u16::try_from(printer.columns).unwrap_or(32)
}

pub(super) fn test_lines(ledger: &Ledger, columns: u16) -> Result<Vec<ReceiptLine>, AppError> {
    let store = ledger.store_settings()?.map(|store| store.store_name);
    Ok(slip(&store.unwrap_or_default(), columns))
}

fn slip(title: &str, columns: u16) -> Vec<ReceiptLine> {
    let text = |text: &str, align, style| Block::Text {
        text: text.to_owned(),
        align,
        style,
    };
    let ruler: String = RULER.chars().take(usize::from(columns)).collect();
    let receipt = Receipt {
        blocks: vec![
            text(title, Align::Center, Style::Large),
            Block::Rule,
            text(&ruler, Align::Left, Style::Plain),
            Block::Pair {
                left: "Rp".to_owned(),
                right: "12.500".to_owned(),
                style: Style::Bold,
            },
            Block::Rule,
            text("OK", Align::Center, Style::Large),
        ],
    };
    layout(&receipt, columns)
}
