import { groupsOf } from "./recovery-text";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { formatDayAndClock } from "@/kit/lib/format-time";

export interface RecoveryCodeSheetProps {
  readonly code: string;
  readonly madeAtMs: number;
  readonly storeName: string;
}

/** The code as it is shown and as it is printed: this sheet is all that goes on the paper. */
export function RecoveryCodeSheet({ code, madeAtMs, storeName }: RecoveryCodeSheetProps) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <section className="print-sheet flex flex-col gap-3 rounded-panel border border-border bg-surface p-6">
      <h3 className="text-register font-semibold">
        {t("recovery.sheet-title", { shop: storeName })}
      </h3>
      <p
        data-selectable
        data-testid="recovery-code"
        data-code={code}
        className="flex flex-wrap gap-x-5 gap-y-2 font-mono text-total font-bold"
      >
        {groupsOf(code).map((group, place) => (
          <span key={place} className="flex items-baseline gap-2">
            <span aria-hidden className="text-meta font-normal text-muted">
              {place + 1}
            </span>
            {group}
          </span>
        ))}
      </p>
      <p className="text-meta text-muted">
        {t("recovery.sheet-made", { time: formatDayAndClock(madeAtMs, language) })}
      </p>
      <p>{t("recovery.sheet-keep")}</p>
    </section>
  );
}
