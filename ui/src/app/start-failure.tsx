import { CircleAlert } from "lucide-react";
import { textOf } from "@/api/errors";
import { Button } from "@/components/button";
import { useTranslate } from "@/i18n/language";

/** The program could not open its ledger: why, and what to do. */
export function StartFailure({
  error,
  onRetry,
}: {
  readonly error: Error;
  readonly onRetry: () => void;
}) {
  const t = useTranslate();
  return (
    <main
      data-testid="start-failure"
      className="mx-auto flex h-full max-w-2xl flex-col items-start justify-center gap-4 p-8"
    >
      <CircleAlert aria-hidden className="size-12 text-danger" />
      <h1 className="text-scan">{t("shell.start-failed")}</h1>
      <p className="text-register">{textOf(error)}</p>
      <p className="text-muted">{t("shell.start-advice")}</p>
      <details className="w-full text-muted">
        <summary className="min-h-admin">{t("shell.technical")}</summary>
        <p data-selectable className="rounded-control bg-sunken p-3 break-words">
          {error.message}
        </p>
      </details>
      <Button variant="primary" size="register" onClick={onRetry}>
        {t("shell.retry")}
      </Button>
    </main>
  );
}
