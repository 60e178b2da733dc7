import { CircleAlert } from "lucide-react";
import { ApiError } from "@/register/api/api-error";
import { SaveSupportFile } from "@/register/support/save-support-file";
import { Button } from "@/kit/components/button";
import type { Locale } from "@/kit/i18n/catalogue";
import { setLanguage, useLanguage, useTranslate } from "@/kit/i18n/language";
import { adviceFor, stepsOf } from "./advice";
import { ReopenForm } from "./reopen-form";

export interface StartFailureScreenProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** The program could not open its ledger: what happened, that nothing is lost, what to do. */
export function StartFailureScreen({ error, onRetry }: StartFailureScreenProps) {
  const t = useTranslate();
  const refusal = error instanceof ApiError ? error : undefined;
  const advice = adviceFor(refusal?.code);
  const path = refusal?.details?.path ?? null;
  return (
    <main
      data-testid="start-failure"
      data-code={refusal?.code ?? "internal"}
      className="relative h-full overflow-y-auto"
    >
      <LanguageSwitch />
      <div className="mx-auto flex min-h-full max-w-3xl flex-col justify-center gap-6 p-8">
        <header className="flex items-start gap-5">
          <CircleAlert aria-hidden className="mt-1 size-12 shrink-0 text-danger" />
          <div role="alert">
            <p className="text-muted">{t("start-failure.lead")}</p>
            <h1 className="text-scan">{t(`start-failure.${advice}-title`)}</h1>
            <p className="mt-2 text-register">{t("start-failure.safe")}</p>
          </div>
        </header>
        <section className="rounded-panel border border-hairline bg-surface p-6">
          <h2 className="mb-2 text-register">{t("start-failure.what-to-do")}</h2>
          <ol className="flex list-decimal flex-col gap-2 pl-6">
            {stepsOf(advice).map((step) => (
              <li key={step}>{t(step)}</li>
            ))}
          </ol>
        </section>
        {advice === "key-missing" && <ReopenForm onOpen={onRetry} />}
        <dl data-selectable className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-muted">
          {path !== null && (
            <>
              <dt>{t("start-failure.place")}</dt>
              <dd data-testid="start-failure-path" className="break-all">
                {path}
              </dd>
            </>
          )}
          <dt>{t("start-failure.code")}</dt>
          <dd data-testid="start-failure-code" className="break-words">
            {refusal?.code ?? "internal"} · {error.message}
          </dd>
        </dl>
        <Button
          autoFocus={advice !== "key-missing"}
          variant={advice === "key-missing" ? "plain" : "primary"}
          size="register"
          className="self-start"
          data-testid="start-failure-retry"
          onClick={onRetry}
        >
          {t("shell.retry")}
        </Button>
        <SaveSupportFile />
      </div>
    </main>
  );
}

/** Each language by its own name: who cannot read the one shown finds theirs. */
const LANGUAGES: readonly (readonly [Locale, string])[] = [
  ["id", "Bahasa Indonesia"],
  ["en", "English"],
];

/** The shop's language is in the ledger that does not open, so a person may have to choose. */
function LanguageSwitch() {
  const t = useTranslate();
  const shown = useLanguage();
  return (
    <div
      role="group"
      aria-label={t("start-failure.language")}
      className="absolute top-4 right-4 flex gap-2"
    >
      {LANGUAGES.map(([language, name]) => (
        <Button
          key={language}
          lang={language}
          aria-pressed={language === shown}
          className="aria-pressed:border-primary aria-pressed:bg-selected"
          data-testid={`start-failure-language-${language}`}
          onClick={() => setLanguage(language)}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}
