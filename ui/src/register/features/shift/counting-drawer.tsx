import { FileText } from "lucide-react";
import { useState } from "react";
import type { ShiftReportView, ShiftView } from "@/register/api/bindings";
import { textOf } from "@/register/api/errors";
import { AlertDialog } from "@/kit/components/alert-dialog";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { KeyCap } from "@/kit/components/key-hint";
import { LeaveGuard } from "@/kit/components/leave-guard";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { useKeys } from "@/kit/keyboard/use-keys";
import { CountFields } from "./count/count-fields";
import { CountSide } from "./count/count-side";
import { forgetCounts, useCount } from "./count/use-count";
import { SHIFT_KEYS } from "./keys";
import { RunningReportDialog } from "./report/running-report-dialog";
import { useCloseShift } from "./use-close-shift";

export interface CountingDrawerProps {
  readonly shift: ShiftView;
  readonly onClosed: (report: ShiftReportView) => void;
}

/** The blind count, a note, and the question before it becomes final. */
export function CountingDrawer({ shift, onClosed }: CountingDrawerProps) {
  const t = useTranslate();
  const count = useCount(`close ${shift.shift_id}`);
  const { note } = count.state;
  const [asking, setAsking] = useState(false);
  const [reportOpen, setReportOpen] = useState(false);
  const close = useCloseShift((report) => {
    forgetCounts();
    onClosed(report);
  });
  const { number } = shift;
  const ask = (): void => setAsking(count.total !== undefined && !close.isPending);
  useKeys(SHIFT_KEYS, { actions: { "go-on": ask } });
  return (
    <form
      data-testid="close-shift-screen"
      className="flex min-h-0 flex-1 stacked:block stacked:overflow-y-auto"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <section className="flex min-w-0 flex-1 flex-col gap-5 overflow-y-auto px-10 py-6 stacked:overflow-visible stacked:px-4">
        <header className="flex items-start justify-between gap-6">
          <div>
            <h1 className="text-title">{t("shift.close-title", { number })}</h1>
            <p className="mt-1 text-muted">{t("shift.close-hint")}</p>
          </div>
          <Button
            icon={<FileText aria-hidden className="size-icon" />}
            className="shrink-0"
            data-testid="shift-x-report"
            onClick={() => setReportOpen(true)}
          >
            {t("shift.report-x-open")}
          </Button>
        </header>
        <CountFields count={count} />
      </section>
      <CountSide label={t("shift.counted")} count={count}>
        <TextField
          label={t("shift.note")}
          placeholder={t("shift.note-hint")}
          maxLength={200}
          value={note}
          data-testid="shift-note"
          onValueChange={(text) => count.change({ ...count.state, note: text })}
        />
        {close.error !== null && (
          <Banner tone="danger" title={textOf(close.error)} testId="shift-error" />
        )}
        <Button
          type="submit"
          variant="primary"
          size="pay"
          disabled={count.total === undefined || close.isPending}
          data-testid="shift-close"
        >
          {t(close.isPending ? "shift.closing" : "shift.close")} <KeyCap>F9</KeyCap>
        </Button>
      </CountSide>
      <AlertDialog
        open={asking}
        testId="shift-close-question"
        title={t("shift.close-question", { number })}
        figure={t("shift.close-question-figure", { amount: count.total?.text ?? "" })}
        description={t("shift.close-question-text")}
        confirm={t("shift.close-confirm")}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          if (count.input !== undefined) {
            close.mutate({ input: count.input, note });
          }
        }}
      />
      <LeaveGuard
        active={count.input !== undefined}
        title={t("shift.leave-question")}
        text={t("shift.leave-text")}
        onLeave={forgetCounts}
      />
      <RunningReportDialog open={reportOpen} onClose={() => setReportOpen(false)} />
    </form>
  );
}
