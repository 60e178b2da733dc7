//! The report of a business day.

use chrono::NaiveDate;
use domain::business_day::business_day;
use domain::user::Permission;

use super::sums::{method_totals, tax_lines};
use crate::error::AppError;
use crate::register::Register;
use crate::view::DayReportView;

impl Register {
    /// What was sold and refunded on a business day; on today's when none is named.
    pub fn report_day(&self, date: Option<NaiveDate>) -> Result<DayReportView, AppError> {
        let shop = self.shop()?;
        self.permit(&shop, Permission::ViewReports)?;
        let date = match date {
            Some(date) => date,
            None => self.business_day_now(shop.settings().store.business_day_cutoff_minutes)?,
        };
        let totals = shop.ledger.day_totals(date)?.unwrap_or_default();
        let report = totals.report()?;
        let money = shop.money()?;
        Ok(DayReportView {
            business_date: date.to_string(),
            sales_count: report.sales_count,
            refund_count: report.refund_count,
            gross: money.view(report.gross_amount_cents),
            discount: money.view(report.discount_cents),
            tax_lines: tax_lines(money, &report.tax_lines),
            net: money.view(report.net_amount_cents),
            rounding: money.view(report.rounding_cents),
            payments: method_totals(money, &report.payments),
        })
    }

    fn business_day_now(&self, cutoff_minutes: u16) -> Result<NaiveDate, AppError> {
        let time = self.inner.clock.read();
        Ok(business_day(
            time.utc_ms,
            time.utc_offset_minutes,
            cutoff_minutes,
        )?)
    }
}
