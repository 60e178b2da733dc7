import { CircleAlert } from "lucide-react";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { useTranslate } from "@/i18n/language";

/** A screen broke while drawing; the sales are safe and the way back is one press. */
export function ScreenFailure({
  error,
  reset,
}: {
  readonly error: unknown;
  readonly reset: () => void;
}) {
  const t = useTranslate();
  return (
    <EmptyState
      icon={<CircleAlert aria-hidden />}
      title={t("shell.unexpected")}
      action={
        <Button variant="primary" onClick={reset}>
          {t("shell.retry")}
        </Button>
      }
    >
      <span data-selectable>{error instanceof Error ? error.message : null}</span>
    </EmptyState>
  );
}
