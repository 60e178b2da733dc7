import { useQuery } from "@tanstack/react-query";
import { Check, LoaderCircle } from "lucide-react";
import { joinProgressQuery } from "@/api/queries";
import { Progress, Spinner } from "@/components/progress";
import { useLanguage, useTranslate } from "@/i18n/language";
import { formatCount } from "@/lib/format-count";
import { StepPage } from "./step-page";

const ASK_EVERY_MS = 300;
const STAGES = ["contacting", "downloading", "finishing"] as const;

/** What a join is doing: the server, the catalog with its number of products, the last steps. */
export function Joining() {
  const t = useTranslate();
  const progress = useQuery({
    ...joinProgressQuery,
    staleTime: 0,
    refetchInterval: ASK_EVERY_MS,
  }).data;
  const stage = STAGES.findIndex((one) => one === progress?.state);
  const done = progress?.state === "done" ? STAGES.length : stage;
  return (
    <StepPage title={t("setup.joining-title")} hint={t("setup.joining-hint")}>
      <ol
        data-testid="setup-joining"
        hidden={progress === undefined}
        aria-live="polite"
        className="flex flex-col gap-1 rounded-panel border border-hairline bg-surface p-4"
      >
        {STAGES.map((name, place) => (
          <li
            key={name}
            aria-current={place === done ? "step" : undefined}
            className={`flex min-h-touch items-center gap-3 px-2 text-register ${
              place === done ? "font-semibold" : "text-muted"
            }`}
          >
            <span className="flex w-8 justify-center">
              {place < done && <Check aria-hidden className="size-icon-lg text-pay" />}
              {place === done && <LoaderCircle aria-hidden className="spin size-icon-lg" />}
            </span>
            {t(`setup.joining-${name}`)}
          </li>
        ))}
      </ol>
      {progress === undefined && <Spinner label={t("setup.joining-wait")} />}
      {progress?.state === "downloading" && (
        <Rows done={progress.rows_done} total={progress.rows_total} />
      )}
    </StepPage>
  );
}

function Rows({ done, total }: { readonly done: number; readonly total: number | null }) {
  const t = useTranslate();
  const language = useLanguage();
  const rows = formatCount(done, language);
  if (total === null) {
    return <p data-testid="setup-joining-rows">{t("setup.joining-rows-open", { done: rows })}</p>;
  }
  const text = t("setup.joining-rows", { done: rows, total: formatCount(total, language) });
  return (
    <div className="flex flex-col gap-2">
      <Progress label={text} percent={Math.min(100, (100 * done) / Math.max(1, total))} />
      <p data-testid="setup-joining-rows" className="text-muted">
        {text}
      </p>
    </div>
  );
}
