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

/** The files that an import writes beside its source. */
const FILES = ["rejected", "flagged", "updated"] as const;

interface FileLineProps {
  readonly file: (typeof FILES)[number];
  readonly path: string | null;
}

function FileLine({ file, path }: FileLineProps) {
  const t = useTranslate();
  if (path === null) return null;
  return (
    <p>
      {t(`catalog-import.${file}-file`)}{" "}
      <span data-selectable data-testid={`import-${file}-file`} className="font-semibold break-all">
        {path}
      </span>
    </p>
  );
}

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
      {FILES.map((file) => (
        <FileLine key={file} file={file} path={progress[`${file}_file`]} />
      ))}
      <Button
        autoFocus
        variant="primary"
        className="self-start"
        data-testid="import-again"
        onClick={onAgain}
      >
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
  const someAreIn = progress.added + progress.updated > 0;
  if (progress.state === "failed") {
    const title = t("catalog-import.failed");
    const code = progress.error ?? "internal";
    if (!someAreIn) return { tone: "danger", title, text: t(`errors.${code}`) };
    // The general text of a full disk says that nothing was changed.
    const why = code === "disk_full" ? t("catalog-import.disk-full") : t(`errors.${code}`);
    return { tone: "danger", title, text: `${why} ${t("catalog-import.failed-some")}` };
  }
  if (progress.state === "cancelled") {
    const text = someAreIn ? "catalog-import.cancelled-some" : "catalog-import.cancelled-none";
    return { tone: "warn", title: t("catalog-import.cancelled"), text: t(text) };
  }
  return { tone: "good", title: t("catalog-import.done") };
}
