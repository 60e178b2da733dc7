import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import type { PrintJobView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { ApiError } from "@/register/api/api-error";
import { printQueueQuery } from "@/register/api/queries";
import { Badge, type BadgeTone } from "@/kit/components/badge";
import { Button } from "@/kit/components/button";
import { Dialog } from "@/kit/components/dialog";
import { EmptyState } from "@/kit/components/empty-state";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";

const TONE: Readonly<Record<PrintJobView["state"], BadgeTone>> = {
  queued: "neutral",
  printing: "selected",
  printed: "good",
  failed: "danger",
  interrupted: "warn",
  discarded: "neutral",
};

export interface PrintQueueDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What waits for the printer, why, and what a person may do about it. */
export function PrintQueueDialog({ open, onClose }: PrintQueueDialogProps) {
  const t = useTranslate();
  return (
    <Dialog open={open} onClose={onClose} title={t("shell.queue-title")} testId="print-queue">
      <Jobs />
    </Dialog>
  );
}

function Jobs() {
  const t = useTranslate();
  const jobs = useQuery(printQueueQuery).data ?? [];
  if (jobs.length === 0) {
    return <EmptyState icon={<Printer aria-hidden />} title={t("shell.queue-empty")} />;
  }
  return (
    <ul className="flex flex-col divide-y divide-hairline">
      {jobs.map((job) => (
        <JobRow key={job.job_id} job={job} />
      ))}
    </ul>
  );
}

function JobRow({ job }: { readonly job: PrintJobView }) {
  const t = useTranslate();
  const client = useQueryClient();
  const act = (change: (jobId: number) => Promise<PrintJobView[]>) => (): void => {
    change(job.job_id)
      .then((jobs) => client.setQueryData(printQueueQuery.queryKey, jobs))
      .catch((error: unknown) => showToast("danger", textOf(error)));
  };
  return (
    <li className="flex items-center gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          {t(`shell.print-${job.what}`)} {job.label}
        </p>
        {job.error_code !== null && (
          <p className="text-meta text-muted">
            {textOf(new ApiError({ code: job.error_code, message: "", details: null }))}
          </p>
        )}
      </div>
      <Badge tone={TONE[job.state]}>{t(`shell.print-state-${job.state}`)}</Badge>
      <Button data-testid="print-retry" onClick={act(api.printRetry)}>
        {t("shell.print-again")}
      </Button>
      <Button variant="ghost" data-testid="print-discard" onClick={act(api.printDiscard)}>
        {t("shell.print-discard")}
      </Button>
    </li>
  );
}
