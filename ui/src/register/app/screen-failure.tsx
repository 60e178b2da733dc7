import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { textOf } from "@/register/api/errors";
import { Button } from "@/kit/components/button";
import { EmptyState } from "@/kit/components/empty-state";
import { useTranslate } from "@/kit/i18n/language";

/** A screen broke while drawing; the sales are safe and the way back is one press. */
export function ScreenFailure({
  error,
  reset,
}: {
  readonly error: unknown;
  readonly reset: () => void;
}) {
  const t = useTranslate();
  const queries = useQueryErrorResetBoundary();
  const retry = (): void => {
    queries.reset();
    reset();
  };
  return (
    <EmptyState
      icon={<CircleAlert aria-hidden />}
      title={t("shell.unexpected")}
      action={
        <Button variant="primary" data-testid="screen-failure" onClick={retry}>
          {t("shell.retry")}
        </Button>
      }
    >
      <span data-selectable>{textOf(error)}</span>
    </EmptyState>
  );
}
