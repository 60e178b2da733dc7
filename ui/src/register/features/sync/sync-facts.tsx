import type { SyncStatusView } from "@/register/api/bindings";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { formatAge, formatSince } from "@/kit/lib/format-time";

const MINUTE_MS = 60_000;

export interface SyncFactsProps {
  readonly sync: SyncStatusView;
  readonly now: number;
}

/** What waits, since when, and when the server was last heard of in each direction. */
export function SyncFacts({ sync, now }: SyncFactsProps) {
  const t = useTranslate();
  return (
    <dl className="grid grid-cols-4 divide-x divide-hairline rounded-panel border border-hairline bg-surface">
      <Waiting sync={sync} />
      <Oldest atMs={sync.waiting_entries > 0 ? sync.oldest_waiting_ms : null} now={now} />
      <When id="last-push" name={t("sync.last-push")} atMs={sync.last_push_ms} now={now} />
      <When id="last-pull" name={t("sync.last-pull")} atMs={sync.last_pull_ms} now={now} />
    </dl>
  );
}

/** Sales first, for those are money; what else waits is counted with them. */
function Waiting({ sync }: { readonly sync: SyncStatusView }) {
  const t = useTranslate();
  const name = t("sync.waiting");
  const { waiting_transactions: sales, waiting_entries: all } = sync;
  if (all === 0) {
    return <Fact id="waiting" name={name} value={t("sync.waiting-none")} />;
  }
  if (sales === 0) {
    return <Fact id="waiting" name={name} value={t("sync.waiting-other", { count: all })} />;
  }
  return (
    <Fact
      id="waiting"
      name={name}
      value={t("sync.waiting-transactions", { count: sales })}
      note={t("sync.waiting-entries", { count: all })}
    />
  );
}

function Oldest({ atMs, now }: { readonly atMs: number | null; readonly now: number }) {
  const t = useTranslate();
  const language = useLanguage();
  const name = t("sync.oldest");
  if (atMs === null) {
    return <Fact id="oldest" name={name} value="—" />;
  }
  const age = now - atMs;
  return (
    <Fact
      id="oldest"
      name={name}
      value={age < MINUTE_MS ? t("sync.just-now") : formatAge(age, language)}
      note={t("sync.since", { time: formatSince(atMs, now, language) })}
    />
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
  readonly note?: string;
}) {
  return (
    <div data-testid={`sync-${id}`} className="min-w-0 px-5 py-4">
      <dt className="text-meta font-semibold text-muted">{name}</dt>
      <dd className="mt-1">
        <span className="block text-amount font-bold">{value}</span>
        {note !== undefined && <span className="mt-1 block text-meta text-muted">{note}</span>}
      </dd>
    </div>
  );
}
