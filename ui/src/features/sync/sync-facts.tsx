import type { ReactNode } from "react";
import type { SyncStatusView } from "@/api/bindings";
import { useLanguage, useTranslate } from "@/i18n/language";
import { formatAge, formatSince } from "@/lib/format-time";

const MINUTE_MS = 60_000;

export interface SyncFactsProps {
  readonly sync: SyncStatusView;
  readonly now: number;
}

/** What waits, since when, and when the server was last heard of in each direction. */
export function SyncFacts({ sync, now }: SyncFactsProps) {
  const t = useTranslate();
  const language = useLanguage();
  const isWaiting = sync.waiting_entries > 0;
  return (
    <dl className="grid grid-cols-4 divide-x divide-hairline rounded-panel border border-hairline bg-surface">
      <Fact
        id="waiting"
        name={t("sync.waiting")}
        value={
          isWaiting
            ? t("sync.waiting-transactions", { count: sync.waiting_transactions })
            : t("sync.waiting-none")
        }
        note={isWaiting && t("sync.waiting-entries", { count: sync.waiting_entries })}
      />
      <Fact
        id="oldest"
        name={t("sync.oldest")}
        value={
          isWaiting && sync.oldest_waiting_ms !== null
            ? formatAge(now - sync.oldest_waiting_ms, language)
            : "—"
        }
        note={
          isWaiting &&
          sync.oldest_waiting_ms !== null &&
          t("sync.since", { time: formatSince(sync.oldest_waiting_ms, now, language) })
        }
      />
      <When id="last-push" name={t("sync.last-push")} atMs={sync.last_push_ms} now={now} />
      <When id="last-pull" name={t("sync.last-pull")} atMs={sync.last_pull_ms} now={now} />
    </dl>
  );
}

function When({
  id,
  name,
  atMs,
  now,
}: {
  readonly id: string;
  readonly name: string;
  readonly atMs: number | null;
  readonly now: number;
}) {
  const t = useTranslate();
  const language = useLanguage();
  if (atMs === null) {
    return <Fact id={id} name={name} value={t("sync.never")} />;
  }
  const age = now - atMs;
  return (
    <Fact
      id={id}
      name={name}
      value={formatSince(atMs, now, language)}
      note={age < MINUTE_MS ? t("sync.just-now") : t("sync.ago", { age: formatAge(age, language) })}
    />
  );
}

function Fact({
  id,
  name,
  value,
  note,
}: {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly note?: ReactNode;
}) {
  return (
    <div data-testid={`sync-${id}`} className="min-w-0 px-5 py-4">
      <dt className="text-meta font-semibold text-muted">{name}</dt>
      <dd className="mt-1">
        <span className="block text-amount font-bold">{value}</span>
        {note !== undefined && note !== false && (
          <span className="mt-1 block text-meta text-muted">{note}</span>
        )}
      </dd>
    </div>
  );
}
