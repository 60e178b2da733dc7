import { CloudAlert } from "lucide-react";
import { api } from "@/register/api/client";
import type { SyncAttentionView } from "@/register/api/bindings";
import { Button } from "@/kit/components/button";
import { useTranslate } from "@/kit/i18n/language";
import { useSyncCommand } from "./use-sync-command";

export interface AttentionCardProps {
  readonly notice: SyncAttentionView;
  readonly isOwner: boolean;
}

/** What a person must see to: what happened, what to do, and that it was done. */
export function AttentionCard({ notice, isOwner }: AttentionCardProps) {
  const t = useTranslate();
  const dismiss = useSyncCommand(() => api.syncAttentionDismiss(notice.code));
  return (
    <section
      role="alert"
      data-testid="sync-attention"
      data-code={notice.code}
      className="flex items-start gap-5 rounded-panel border-2 border-danger bg-surface p-6"
    >
      <CloudAlert aria-hidden className="size-12 shrink-0 text-danger" />
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <div>
          <h2 className="text-title">{t(`sync.attention-${notice.code}`)}</h2>
          <p className="mt-1">{t(`sync.attention-${notice.code}-text`)}</p>
        </div>
        <div className="rounded-control bg-danger-soft px-4 py-3 text-on-danger-soft">
          <p className="font-semibold">{t("sync.what-to-do")}</p>
          <p>{t(`sync.attention-${notice.code}-do`)}</p>
        </div>
        <div className="flex items-center justify-between gap-4">
          <p data-selectable className="text-meta break-words text-muted">
            {t("sync.details")}: {notice.code} · {notice.message}
          </p>
          {notice.can_dismiss && isOwner && (
            <Button
              className="shrink-0"
              disabled={dismiss.isPending}
              data-testid="sync-attention-dismiss"
              onClick={() => dismiss.mutate()}
            >
              {t("sync.dismiss")}
            </Button>
          )}
          {notice.can_dismiss && !isOwner && (
            <p className="shrink-0 text-meta text-muted">{t("sync.dismiss-owner")}</p>
          )}
        </div>
      </div>
    </section>
  );
}
