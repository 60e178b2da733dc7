import { clsx } from "clsx";
import { CloudAlert, CloudCheck, CloudOff, CloudUpload } from "lucide-react";
import type { ComponentType } from "react";
import type { SyncState as State, SyncStatusView } from "@/register/api/bindings";
import { ApiError } from "@/register/api/api-error";
import { textOf } from "@/register/api/errors";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { formatSince } from "@/kit/lib/format-time";

type Enrolled = Exclude<State, "not_enrolled">;

const ICON: Readonly<Record<Enrolled, ComponentType<{ "aria-hidden": true; className: string }>>> =
  {
    synced: CloudCheck,
    sending: CloudUpload,
    offline: CloudOff,
    attention: CloudAlert,
  };

const TONE: Readonly<Record<Enrolled, string>> = {
  synced: "text-pay",
  sending: "text-primary",
  offline: "text-on-warn",
  attention: "text-danger",
};

export interface SyncStateProps {
  readonly sync: SyncStatusView;
  readonly now: number;
}

/** The state in one sentence, what it means for selling, and why the last try failed. */
export function SyncState({ sync, now }: SyncStateProps) {
  const t = useTranslate();
  const language = useLanguage();
  if (sync.state === "not_enrolled" || sync.state === "attention") {
    // The attention itself says what it is.
    return null;
  }
  const Icon = ICON[sync.state];
  const title =
    sync.state === "offline"
      ? sync.offline_since_ms === null
        ? t("sync.state-offline-now")
        : t("sync.state-offline", { time: formatSince(sync.offline_since_ms, now, language) })
      : t(`sync.state-${sync.state}`);
  return (
    <section
      data-testid="sync-state"
      data-state={sync.state}
      aria-live="polite"
      className="flex items-start gap-5 rounded-panel border border-hairline bg-surface p-6"
    >
      <Icon aria-hidden className={clsx("size-12 shrink-0", TONE[sync.state])} />
      <div className="min-w-0">
        <h2 className="text-title">{title}</h2>
        <p className="mt-1 text-muted">{t(`sync.state-${sync.state}-text`)}</p>
        {sync.state === "offline" && sync.last_error !== null && (
          <div data-testid="sync-error" className="mt-4">
            <p className="font-semibold">{t("sync.last-error")}</p>
            <p>{textOf(new ApiError({ ...sync.last_error, details: null }))}</p>
            <p data-selectable className="mt-1 text-meta break-words text-muted">
              {t("sync.details")}: {sync.last_error.code} · {sync.last_error.message}
            </p>
          </div>
        )}
      </div>
    </section>
  );
}
