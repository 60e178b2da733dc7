import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import type { CountInput } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { statusQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { KeyCap } from "@/kit/components/key-hint";
import { LeaveGuard } from "@/kit/components/leave-guard";
import { useTranslate } from "@/kit/i18n/language";
import { useKeys } from "@/kit/keyboard/use-keys";
import { CountFields } from "./count/count-fields";
import { CountSide } from "./count/count-side";
import { forgetCounts, useCount } from "./count/use-count";
import { SHIFT_KEYS } from "./keys";

/** The float is counted, and the shift begins. */
export function OpenShiftScreen() {
  const t = useTranslate();
  const client = useQueryClient();
  const status = useQuery(statusQuery).data;
  const count = useCount("open");
  const open = useMutation({
    mutationFn: (input: CountInput) => api.shiftOpen(newCommandId(), input),
    onSuccess: (shift) => {
      forgetCounts();
      client.setQueryData(statusQuery.queryKey, (known) => known && { ...known, shift });
    },
  });
  const begin = (): void => {
    if (count.input !== undefined && !open.isPending) {
      open.mutate(count.input);
    }
  };
  useKeys(SHIFT_KEYS, { actions: { "go-on": begin } });
  if (status !== undefined && status.shift !== null) {
    return <Navigate to="/sell" replace />;
  }
  return (
    <form
      data-testid="open-shift-screen"
      className="flex min-h-0 flex-1 stacked:block stacked:overflow-y-auto"
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <section className="flex min-w-0 flex-1 flex-col gap-5 overflow-y-auto px-10 py-6 stacked:overflow-visible stacked:px-4">
        <header>
          <h1 className="text-title">{t("shift.open-title")}</h1>
          <p className="mt-1 text-muted">{t("shift.open-hint")}</p>
        </header>
        <CountFields count={count} />
      </section>
      <CountSide label={t("shift.float")} count={count}>
        {open.error !== null && (
          <Banner tone="danger" title={textOf(open.error)} testId="shift-error" />
        )}
        <Button
          type="submit"
          variant="primary"
          size="pay"
          disabled={count.input === undefined || open.isPending}
          data-testid="shift-open"
        >
          {t(open.isPending ? "shift.opening" : "shift.open")} <KeyCap>F9</KeyCap>
        </Button>
      </CountSide>
      <LeaveGuard
        active={count.input !== undefined && !open.isSuccess}
        title={t("shift.leave-question")}
        text={t("shift.leave-text")}
        onLeave={forgetCounts}
      />
    </form>
  );
}
