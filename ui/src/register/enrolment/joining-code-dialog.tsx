import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import type { JoiningCodeView } from "@/register/api/bindings";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Dialog } from "@/kit/components/dialog";
import { Spinner } from "@/kit/components/progress";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { formatClock, formatCountdown } from "@/kit/lib/format-time";
import { useNow } from "@/kit/lib/use-now";

export interface JoiningCodeDialogProps {
  readonly open: boolean;
  readonly server: string;
  readonly onClose: () => void;
}

/** What has to be typed on a new computer so that it becomes a register of this shop. */
export function JoiningCodeDialog({ open, server, onClose }: JoiningCodeDialogProps) {
  const t = useTranslate();
  return (
    <Dialog
      open={open}
      testId="joining-code-dialog"
      title={t("enrolment.add-register")}
      onClose={onClose}
    >
      <JoiningCode server={server} />
    </Dialog>
  );
}

function JoiningCode({ server }: { readonly server: string }) {
  const t = useTranslate();
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: () => api.joiningCodeCreate(),
  });
  useEffect(() => mutate(), [mutate]);
  return (
    <div className="flex flex-col gap-5 pb-2">
      <p className="text-register">{t("enrolment.add-register-hint")}</p>
      {error !== null && <Banner tone="danger" title={textOf(error)} testId="joining-code-error" />}
      {data !== undefined && <CodeCard code={data} server={server} />}
      {isPending && <Spinner label={t("enrolment.making")} />}
      <Button
        className="self-start"
        disabled={isPending}
        data-testid="joining-code-again"
        onClick={() => mutate()}
      >
        {t("enrolment.new-code")}
      </Button>
    </div>
  );
}

const TICK_MS = 1000;

function CodeCard({ code, server }: { readonly code: JoiningCodeView; readonly server: string }) {
  const t = useTranslate();
  const language = useLanguage();
  const left = code.expires_at_ms - useNow(TICK_MS);
  return (
    <div className="flex flex-col gap-4 rounded-panel border border-border bg-bg p-5">
      <div>
        <p className="text-meta font-semibold text-muted">{t("enrolment.add-register-server")}</p>
        <p data-selectable className="text-register font-semibold break-all">
          {server}
        </p>
      </div>
      <div>
        <p className="text-meta font-semibold text-muted">{t("enrolment.add-register-code")}</p>
        <p
          data-selectable
          data-testid="joining-code"
          className="font-mono text-total font-bold tracking-widest whitespace-nowrap"
        >
          {code.code}
        </p>
      </div>
      {left > 0 ? (
        <p data-testid="joining-code-expiry">
          {t("enrolment.expires", {
            time: formatClock(code.expires_at_ms, language),
            left: formatCountdown(left),
          })}
          <span className="block text-meta text-muted">{t("enrolment.once")}</span>
        </p>
      ) : (
        <p role="alert" data-testid="joining-code-expired" className="font-semibold text-danger">
          {t("enrolment.expired")}
        </p>
      )}
    </div>
  );
}
