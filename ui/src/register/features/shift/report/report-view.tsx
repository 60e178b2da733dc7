import type { ShiftReportView } from "@/register/api/bindings";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { formatDayAndClock } from "@/kit/lib/format-time";
import { DrawerSection } from "./drawer-section";
import { ReportRow, ReportSection } from "./report-section";

/** The X or the Z report: who and when, what was sold, how it was paid, what the drawer holds. */
export function ReportView({ report }: { readonly report: ShiftReportView }) {
  const t = useTranslate();
  const language = useLanguage();
  const moment = (atMs: number, name: string): string =>
    t("shift.report-by", { time: formatDayAndClock(atMs, language), name });
  return (
    <div data-testid="shift-report" className="grid grid-cols-2 items-start gap-4">
      <div className="flex flex-col gap-4">
        <ReportSection title={t("shift.report-shift", { number: report.number })}>
          <ReportRow
            label={t("shift.report-opened")}
            value={moment(report.opened_at_ms, report.opened_by)}
          />
          <ReportRow
            label={t("shift.report-closed")}
            value={
              report.closed_at_ms === null
                ? t("shift.report-still-open")
                : moment(report.closed_at_ms, report.closed_by ?? "")
            }
          />
        </ReportSection>
        <SalesSection report={report} />
      </div>
      <div className="flex flex-col gap-4">
        <DrawerSection report={report} />
        <PaymentsSection report={report} />
        <TaxSection report={report} />
      </div>
    </div>
  );
}

function SalesSection({ report }: { readonly report: ShiftReportView }) {
  const t = useTranslate();
  const { gross, discount, net, rounding } = report;
  return (
    <ReportSection title={t("shift.report-sales")}>
      <ReportRow
        label={t("shift.report-sales-count")}
        value={report.sales_count}
        testId="report-sales-count"
      />
      <ReportRow label={t("shift.report-refund-count")} value={report.refund_count} />
      <ReportRow label={t("shift.report-quantity")} value={report.item_quantity_text} />
      <ReportRow label={t("shift.report-gross")} value={gross.text} cents={gross.cents} />
      <ReportRow label={t("shift.report-discount")} value={discount.text} cents={discount.cents} />
      <ReportRow label={t("shift.report-rounding")} value={rounding.text} cents={rounding.cents} />
      <ReportRow
        strong
        label={t("shift.report-net")}
        value={net.text}
        cents={net.cents}
        testId="report-net"
      />
    </ReportSection>
  );
}

function PaymentsSection({ report }: { readonly report: ShiftReportView }) {
  const t = useTranslate();
  return (
    <ReportSection title={t("shift.report-payments")}>
      {report.payments.length === 0 && <p>{t("shift.report-no-payment")}</p>}
      {report.payments.map(({ method, count, amount }) => (
        <ReportRow
          key={method}
          label={t("shift.report-payment-count", { method: t(`shift.method-${method}`), count })}
          value={amount.text}
          cents={amount.cents}
          testId={`report-payment-${method}`}
        />
      ))}
    </ReportSection>
  );
}

function TaxSection({ report }: { readonly report: ShiftReportView }) {
  const t = useTranslate();
  return (
    <ReportSection title={t("shift.report-taxes")}>
      {report.tax_lines.length === 0 && <p>{t("shift.report-no-tax")}</p>}
      {report.tax_lines.map((line) => (
        <ReportRow
          key={line.name}
          label={t("shift.report-tax-line", { name: line.name, base: line.base.text })}
          value={line.tax.text}
          cents={line.tax.cents}
        />
      ))}
    </ReportSection>
  );
}
