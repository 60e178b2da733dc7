import type { MoneyView, ShiftReportView } from "@/register/api/bindings";
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
    <div
      data-testid="shift-report"
      className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,22rem),1fr))] items-start gap-4"
    >
      <div className="flex flex-col gap-4">
        <ReportSection title={t("shift.report-shift", { number: report.number })}>
          <ReportRow
            isText
            label={t("shift.report-opened")}
            value={moment(report.opened_at_ms, report.opened_by)}
          />
          <ReportRow
            isText
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
        {report.net !== null && <TaxSection report={report} />}
      </div>
    </div>
  );
}

function SalesSection({ report }: { readonly report: ShiftReportView }) {
  const t = useTranslate();
  const { gross, discount, net, rounding, refunded } = report;
  return (
    <ReportSection title={t("shift.report-sales")}>
      <ReportRow
        label={t("shift.report-sales-count")}
        value={report.sales_count}
        testId="report-sales-count"
      />
      <ReportRow label={t("shift.report-refund-count")} value={report.refund_count} />
      <ReportRow label={t("shift.report-lines")} value={report.item_count} />
      <ReportRow label={t("shift.report-no-sale")} value={report.drawer_opened_count} />
      {net === null && (
        <ReportRow
          label={<span className="text-muted">{t("shift.report-sums-hidden")}</span>}
          value=""
          testId="report-sums-hidden"
        />
      )}
      <AmountRow label={t("shift.report-gross")} amount={gross} />
      <AmountRow label={t("shift.report-discount")} amount={discount} />
      {report.refund_count > 0 && (
        <AmountRow label={t("shift.report-refunded")} amount={refunded} />
      )}
      <AmountRow label={t("shift.report-rounding")} amount={rounding} />
      {net !== null && (
        <ReportRow
          strong
          label={t("shift.report-net")}
          value={net.text}
          cents={net.cents}
          testId="report-net"
        />
      )}
    </ReportSection>
  );
}

/** Nothing where the amount is hidden. */
function AmountRow({
  label,
  amount,
}: {
  readonly label: string;
  readonly amount: MoneyView | null;
}) {
  return amount === null ? null : (
    <ReportRow label={label} value={amount.text} cents={amount.cents} />
  );
}

function PaymentsSection({ report }: { readonly report: ShiftReportView }) {
  const t = useTranslate();
  return (
    <ReportSection title={t("shift.report-payments")}>
      {report.payments.length === 0 && <ReportRow label={t("shift.report-no-payment")} value="" />}
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
      {report.tax_lines.length === 0 && <ReportRow label={t("shift.report-no-tax")} value="" />}
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
