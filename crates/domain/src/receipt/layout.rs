//! From blocks to lines of the printer's width.

use super::wrap::{clean, display_width, pad, wrap};
use super::{Align, Block, Receipt, ReceiptLine, Style};

/// The narrowest paper that is laid out; a smaller number is raised to this one.
pub const MIN_COLUMNS: u16 = 24;

/// The lines of a document on paper of this width.
pub fn layout(receipt: &Receipt, columns: u16) -> Vec<ReceiptLine> {
    let paper = Paper {
        columns: usize::from(columns.max(MIN_COLUMNS)),
    };
    receipt
        .blocks
        .iter()
        .flat_map(|block| paper.lines(block))
        .collect()
}

struct Paper {
    columns: usize,
}

impl Paper {
    fn lines(&self, block: &Block) -> Vec<ReceiptLine> {
        match block {
            Block::Text { text, align, style } => self.text(text, *align, *style),
            Block::Pair { left, right, style } => self.pair(left, right, *style),
            Block::Rule => vec![self.line(&"-".repeat(self.columns), Align::Left, Style::Plain)],
            Block::Blank => vec![self.line("", Align::Left, Style::Plain)],
            Block::Code(text) => vec![ReceiptLine {
                text: clean(text),
                bold: false,
                double: false,
                align: Align::Center,
                code: true,
            }],
        }
    }

    fn text(&self, text: &str, align: Align, style: Style) -> Vec<ReceiptLine> {
        let lines = wrap(text, self.width_of(style));
        lines
            .iter()
            .map(|line| self.line(line, align, style))
            .collect()
    }

    /// One line if both fit. A large pair that does not fit is printed bold. Otherwise the label
    /// wraps over separate lines and the figure follows at the right.
    fn pair(&self, left: &str, right: &str, style: Style) -> Vec<ReceiptLine> {
        let (left, right) = (clean(left), clean(right));
        let (indent, label) = indented(&left);
        let figure = right.trim();
        let width = self.width_of(style);
        let free = width.saturating_sub(display_width(figure));
        if display_width(&left) < free {
            let line = format!("{}{figure}", pad(&left, free, Align::Left));
            return vec![self.line(&line, Align::Left, style)];
        }
        if style == Style::Large {
            return self.pair(&left, &right, Style::Bold);
        }
        let mut lines = Vec::new();
        for line in wrap(label, width.saturating_sub(indent)) {
            lines.push(self.line(&format!("{}{line}", " ".repeat(indent)), Align::Left, style));
        }
        lines.extend(self.text(figure, Align::Right, style));
        lines
    }

    fn line(&self, text: &str, align: Align, style: Style) -> ReceiptLine {
        ReceiptLine {
            text: pad(text, self.width_of(style), align),
            bold: style != Style::Plain,
            double: style == Style::Large,
            align,
            code: false,
        }
    }

    fn width_of(&self, style: Style) -> usize {
        match style {
            Style::Plain | Style::Bold => self.columns,
            Style::Large => self.columns.checked_div(2).unwrap_or(0),
        }
    }
}

/// The number of blanks that a label begins with (at most four are kept when it wraps), and its
/// words.
fn indented(label: &str) -> (usize, &str) {
    let words = label.trim_start();
    (label.len().saturating_sub(words.len()).min(4), words)
}
