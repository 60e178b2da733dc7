import { useMutation } from "@tanstack/react-query";
import type { ImportProgress } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { Button } from "@/kit/components/button";
import { Progress } from "@/kit/components/progress";
import { useTranslate } from "@/kit/i18n/language";

/** How far it is, and the way to stop it. */
export function ImportRunning({ progress }: { readonly progress: ImportProgress }) {
  const t = useTranslate();
  const cancel = useMutation({ mutationFn: () => api.importCancel() });
  const stage = progress.state === "checking" ? "checking" : "applying";
  const { rows_done: done, rows_total: total } = progress;
  const percent = total === 0 ? 0 : Math.min(100, Math.floor((done * 100) / total));
  return (
    <section
      data-testid="import-running"
      className="flex max-w-3xl flex-col gap-4 rounded-panel border border-hairline bg-surface p-6"
    >
      <h2 aria-live="polite" className="text-register">
        {t(`catalog-import.${stage}`)}
      </h2>
      <Progress label={t(`catalog-import.${stage}`)} percent={percent} />
      <p data-testid="import-rows" className="flex justify-between">
        <span>{t("catalog-import.rows", { done, total })}</span>
        <span className="font-semibold">{percent}%</span>
      </p>
      <p className="text-muted">{t(`catalog-import.${stage}-hint`)}</p>
      <Button
        className="self-start"
        disabled={cancel.isPending || cancel.isSuccess}
        data-testid="import-cancel"
        onClick={() => cancel.mutate()}
      >
        {t(cancel.isIdle ? "catalog-import.cancel" : "catalog-import.cancelling")}
      </Button>
    </section>
  );
}
