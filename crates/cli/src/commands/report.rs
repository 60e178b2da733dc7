//! `report`: sums over a day.

use chrono::NaiveDate;
use clap::Subcommand;
use register::view::DayReportView;

use crate::error::CliError;
use crate::global::{Global, Who};
use crate::opening;
use crate::output::{CommandOutput, word};

#[derive(Subcommand)]
pub(crate) enum Report {
    /// The sums of a business day; a supervisor or an owner sees them
    #[command(
        after_help = "Example:\n  kasaproctl report day --user sari --pin 4711 --date 2026-11-22"
    )]
    Day {
        #[command(flatten)]
        who: Who,
        /// The business day [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        date: Option<NaiveDate>,
    },
}

impl Report {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        let Self::Day { who, date } = self;
        let report = opening::open_for(global, who)?.report_day(*date)?;
        Ok(CommandOutput::new(&report, lines(&report)))
    }
}

fn lines(report: &DayReportView) -> String {
    let mut lines = vec![
        format!("Business day {}", report.business_date),
        format!("{:<22} {}", "Sales", report.sales_count),
        format!("{:<22} {}", "Refunds", report.refund_count),
        format!("{:<22} {}", "Gross", report.gross.text),
        format!("{:<22} {}", "Discount", report.discount.text),
    ];
    lines.extend(
        report
            .tax_lines
            .iter()
            .map(|tax| format!("{:<22} {}", tax.name, tax.tax.text)),
    );
    lines.push(format!("{:<22} {}", "Net", report.net.text));
    lines.push(format!("{:<22} {}", "Rounding", report.rounding.text));
    lines.extend(
        report
            .payments
            .iter()
            .map(|paid| format!("{:<22} {}", word(paid.method), paid.amount.text)),
    );
    lines.join("\n")
}
