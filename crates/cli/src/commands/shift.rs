//! `shift`: open, report, close.

use clap::Subcommand;
use register::view::{CountInput, MoneyView, ShiftReportView, ShiftView};

use super::command_id;
use crate::amount::Money;
use crate::error::CliError;
use crate::global::{Global, Who};
use crate::opening;
use crate::output::{CommandOutput, word};

/// What to do with the shift.
#[derive(Subcommand)]
pub(crate) enum Shift {
    /// Open a shift with the money that is in the drawer
    #[command(
        after_help = "Example:\n  kasaproctl shift open --user budi --pin 2468 --float 200000"
    )]
    Open {
        #[command(flatten)]
        who: Who,
        /// Money in the drawer, in major units
        #[arg(long, value_name = "AMOUNT")]
        float: String,
    },
    /// Close the shift with what was counted
    #[command(
        after_help = "Example:\n  kasaproctl shift close --user budi --pin 2468 --counted 1250500.50"
    )]
    Close {
        #[command(flatten)]
        who: Who,
        /// Counted money, in major units
        #[arg(long, value_name = "AMOUNT")]
        counted: String,
        /// Why it differs from what it should be
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },
    /// The sums of the open shift, without closing it; what the drawer should hold only for whom
    /// the window shows it
    #[command(after_help = "Example:\n  kasaproctl shift report --user sari --pin 4711")]
    Report {
        #[command(flatten)]
        who: Who,
    },
}

impl Shift {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        match self {
            Self::Open { who, float } => {
                let register = opening::open_for(global, who)?;
                let count = counted(Money::of(&register, global.figures())?.typed(float)?);
                let shift = register.shift_open(command_id(), &count)?;
                Ok(CommandOutput::new(&shift, opened(&shift)))
            }
            Self::Close {
                who,
                counted: amount,
                note,
            } => {
                let register = opening::open_for(global, who)?;
                let count = counted(Money::of(&register, global.figures())?.typed(amount)?);
                let report = register.shift_close(command_id(), &count, note, None)?;
                Ok(CommandOutput::new(&report, lines(&report)))
            }
            Self::Report { who } => {
                let report = opening::open_for(global, who)?.shift_report()?;
                Ok(CommandOutput::new(&report, lines(&report)))
            }
        }
    }
}

/// A count given as one amount.
pub(super) fn counted(amount_text: String) -> CountInput {
    CountInput {
        amount_text: Some(amount_text),
        denominations: Vec::new(),
    }
}

fn opened(shift: &ShiftView) -> String {
    format!(
        "Shift {} is open with {} in the drawer.",
        shift.number, shift.float.text
    )
}

fn lines(report: &ShiftReportView) -> String {
    let state = if report.closed_at_ms.is_some() {
        "closed"
    } else {
        "open"
    };
    let mut lines = vec![
        format!("Shift {} ({state})", report.number),
        format!("{:<22} {}", "Sales", report.sales_count),
        format!("{:<22} {}", "Refunds", report.refund_count),
    ];
    let mut amount = |name: &str, amount: &MoneyView| {
        lines.push(format!("{name:<22} {}", amount.text));
    };
    for (name, value) in [("Gross", &report.gross), ("Discount", &report.discount)] {
        if let Some(value) = value {
            amount(name, value);
        }
    }
    for tax in &report.tax_lines {
        amount(&tax.name, &tax.tax);
    }
    for (name, value) in [("Net", &report.net), ("Rounding", &report.rounding)] {
        if let Some(value) = value {
            amount(name, value);
        }
    }
    for payment in &report.payments {
        amount(&word(payment.method), &payment.amount);
    }
    amount("Float", &report.float);
    let known = [
        ("Expected in drawer", &report.expected),
        ("Counted", &report.counted),
        ("Difference", &report.difference),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            amount(name, value);
        }
    }
    lines.join("\n")
}
