import type { QuarantinedView } from "@/register/api/bindings";
import { useTranslate } from "@/kit/i18n/language";
import { SyncSection } from "./sync-section";

/** Entries that the server keeps and does not count, or not wholly, each with the reason. */
export function QuarantineList({ entries }: { readonly entries: readonly QuarantinedView[] }) {
  const t = useTranslate();
  return (
    <SyncSection title={t("sync.quarantined")} hint={t("sync.quarantined-hint")}>
      <ul data-testid="sync-quarantined" className="divide-y divide-hairline">
        {entries.map((entry) => (
          <li
            key={entry.entry_id}
            className="grid min-h-touch grid-cols-[10rem_minmax(0,1fr)] items-center gap-4 px-5 py-2"
          >
            <span className="font-semibold">{t("sync.entry", { seq: entry.seq })}</span>
            <span>{t(`sync.reason-${entry.reason}`)}</span>
          </li>
        ))}
      </ul>
    </SyncSection>
  );
}
