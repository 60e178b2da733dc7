import type { ImportProgress } from "@/register/api/bindings";
import { Banner, type BannerTone } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { useLanguage, useTranslate, type Translate } from "@/kit/i18n/language";
import { formatCount } from "@/kit/lib/format-count";

export interface ImportResultProps {
  readonly progress: ImportProgress;
  readonly onAgain: () => void;
}

const COUNTS = ["added", "updated", "unchanged", "rejected", "flagged"] as const;

/** What came of it, in numbers, and where the refused rows are. */
export function ImportResult({ progress, onAgain }: ImportResultProps) {
  const t = useTranslate();
  const language = useLanguage();
  const outcome = outcomeOf(t, progress);
  return (
    <section data-testid="import-result" className="flex max-w-4xl flex-col gap-5">
      <Banner tone={outcome.tone} title={outcome.title} testId={`import-${progress.state}`}>
        {outcome.text}
      </Banner>
      <dl className="grid grid-cols-5 gap-3 narrow:grid-cols-3">
        {COUNTS.map((count) => (
          <div key={count} className="rounded-panel border border-hairline bg-surface p-4">
            <dt className="text-muted">{t(`catalog-import.${count}`)}</dt>
            <dd data-testid={`import-${count}`} className="mt-1 text-scan font-bold">
              {formatCount(progress[count], language)}
            </dd>
          </div>
        ))}
      </dl>
      {progress.flagged > 0 && <p className="text-muted">{t("catalog-import.flagged-hint")}</p>}
      {progress.rejected_file !== null && (
        <p>
          {t("catalog-import.rejected-file")}{" "}
          <span
            data-selectable
            data-testid="import-rejected-file"
            className="font-semibold break-all"
          >
            {progress.rejected_file}
          </span>
        </p>
      )}
      <Button variant="primary" className="self-start" data-testid="import-again" onClick={onAgain}>
        {t("catalog-import.again")}
      </Button>
    </section>
  );
}

interface ResultLook {
  readonly tone: BannerTone;
  readonly title: string;
  readonly text?: string;
}

function outcomeOf(t: Translate, progress: ImportProgress): ResultLook {
  if (progress.state === "failed") {
    const code = progress.error ?? "internal";
    return { tone: "danger", title: t("catalog-import.failed"), text: t(`errors.${code}`) };
  }
  if (progress.state === "cancelled") {
    const someAreIn = progress.added + progress.updated > 0;
    const text = someAreIn ? "catalog-import.cancelled-some" : "catalog-import.cancelled-none";
    return { tone: "warn", title: t("catalog-import.cancelled"), text: t(text) };
  }
  return { tone: "good", title: t("catalog-import.done") };
}
