import { useQuery } from "@tanstack/react-query";
import { textOf } from "@/register/api/errors";
import { shiftReportQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Dialog } from "@/kit/components/dialog";
import { Spinner } from "@/kit/components/progress";
import { useTranslate } from "@/kit/i18n/language";
import { ReportView } from "./report-view";

export interface RunningReportDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The X report: the shift so far, without ending it. */
export function RunningReportDialog({ open, onClose }: RunningReportDialogProps) {
  const t = useTranslate();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      width="wide"
      title={t("shift.report-x")}
      testId="shift-x-dialog"
    >
      <RunningReport />
    </Dialog>
  );
}

/** Asked for again each time the dialog opens. */
function RunningReport() {
  const t = useTranslate();
  const { data, error } = useQuery(shiftReportQuery);
  if (error !== null) {
    return <Banner tone="danger" title={textOf(error)} />;
  }
  return data === undefined ? <Spinner label={t("shell.loading")} /> : <ReportView report={data} />;
}
