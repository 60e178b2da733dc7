import type { MoneyView, ShiftReportView } from "@/register/api/bindings";
import { Badge } from "@/kit/components/badge";
import { useTranslate } from "@/kit/i18n/language";
import { ReportRow, ReportSection } from "./report-section";

/** What should be in the drawer, what is, and the difference. */
export function DrawerSection({ report }: { readonly report: ShiftReportView }) {
  const t = useTranslate();
  const { float, cash_in, cash_out, expected, counted, difference } = report;
  return (
    <ReportSection title={t("shift.report-drawer")}>
      <ReportRow label={t("shift.float")} value={float.text} cents={float.cents} />
      <ReportRow label={t("shift.report-cash-in")} value={cash_in.text} cents={cash_in.cents} />
      <ReportRow label={t("shift.report-cash-out")} value={cash_out.text} cents={cash_out.cents} />
      <ReportRow
        label={t("shift.report-expected")}
        testId="report-expected"
        cents={expected?.cents}
        value={
          expected?.text ?? <span className="text-muted">{t("shift.report-expected-hidden")}</span>
        }
      />
      {counted !== null && (
        <ReportRow
          label={t("shift.report-counted")}
          value={counted.text}
          cents={counted.cents}
          testId="report-counted"
        />
      )}
      {difference !== null && <Difference difference={difference} />}
      {report.approved_by !== null && (
        <ReportRow label={t("shift.report-approved-by")} value={report.approved_by} />
      )}
      {report.note !== "" && (
        <div className="mt-2">
          <dt className="text-muted">{t("shift.note")}</dt>
          <dd data-testid="report-note" className="wrap-anywhere">
            {report.note}
          </dd>
        </div>
      )}
    </ReportSection>
  );
}

/** In words and a sign, never by colour alone. */
function Difference({ difference }: { readonly difference: MoneyView }) {
  const t = useTranslate();
  const word =
    difference.cents === 0
      ? t("shift.report-difference-none")
      : t(difference.cents > 0 ? "shift.report-difference-over" : "shift.report-difference-short");
  return (
    <ReportRow
      strong
      label={
        <span className="flex items-center gap-3">
          {t("shift.report-difference")}
          <Badge tone={difference.cents === 0 ? "good" : "warn"}>{word}</Badge>
        </span>
      }
      value={difference.text}
      cents={difference.cents}
      testId="report-difference"
    />
  );
}
