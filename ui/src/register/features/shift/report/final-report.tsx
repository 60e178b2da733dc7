import { useNavigate } from "@tanstack/react-router";
import type { ShiftReportView } from "@/register/api/bindings";
import { Button } from "@/kit/components/button";
import { useTranslate } from "@/kit/i18n/language";
import { ReportView } from "./report-view";

/** The Z report after the close; it stays until somebody is done with it. */
export function FinalReport({ report }: { readonly report: ShiftReportView }) {
  const t = useTranslate();
  const navigate = useNavigate();
  return (
    <div data-testid="shift-closed-screen" className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-5xl flex-col gap-5 px-8 py-6">
        <header className="flex items-center justify-between gap-4">
          <h1 className="text-title">{t("shift.report-z")}</h1>
          <Button
            variant="primary"
            autoFocus
            className="min-w-32"
            data-testid="shift-finish"
            onClick={() => void navigate({ to: "/shift/open" })}
          >
            {t("shift.finish")}
          </Button>
        </header>
        <ReportView report={report} />
      </div>
    </div>
  );
}
