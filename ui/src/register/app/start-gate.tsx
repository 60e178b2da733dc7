import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect, type ReactNode } from "react";
import { api } from "@/register/api/client";
import { setupStatusQuery, statusQuery } from "@/register/api/queries";
import { Spinner } from "@/kit/components/progress";
import { LockScreen } from "@/register/features/lock/lock-screen";
import { SetupScreen } from "@/register/features/setup/setup-screen";
import { StartFailureScreen } from "@/register/features/start-failure/start-failure-screen";
import { setLanguage, useTranslate } from "@/kit/i18n/language";
import { applyAppearance } from "./appearance";
import { SyncNotice } from "./sync-chip";
import { useAutoLock } from "./use-auto-lock";

/**
 * What has to be so before any screen: the ledger opens, a shop is there, somebody unlocked
 * the register. Rust says which; a restart anywhere comes back through here to the same cart.
 */
export function StartGate({ children }: { readonly children: ReactNode }) {
  const setup = useQuery(setupStatusQuery);
  const ready = setup.data?.state === "ready";
  const client = useQueryClient();
  const language = setup.data?.default_language;
  useLayoutEffect(() => {
    if (language !== undefined && !ready) {
      setLanguage(language);
    }
  }, [language, ready]);
  if (setup.error !== null) {
    return <FailedStart error={setup.error} ask={setup.refetch} />;
  }
  if (setup.data === undefined) {
    return <Opening />;
  }
  if (!ready) {
    const finish = (): void => {
      client.setQueryData(setupStatusQuery.queryKey, { ...setup.data, state: "ready" });
    };
    return <SetupScreen status={setup.data} onDone={finish} />;
  }
  return <UnlockedGate>{children}</UnlockedGate>;
}

function UnlockedGate({ children }: { readonly children: ReactNode }) {
  const status = useQuery(statusQuery);
  const shown = status.data;
  useLayoutEffect(() => {
    if (shown !== undefined) {
      applyAppearance(shown);
    }
  }, [shown]);
  useAutoLock(shown);
  if (status.error !== null) {
    return <FailedStart error={status.error} ask={status.refetch} />;
  }
  if (shown === undefined) {
    return <Opening />;
  }
  return shown.user === null ? <LockScreen status={shown} notice={<SyncNotice />} /> : children;
}

/** Why there is no register; with another try the program opens its data anew. */
function FailedStart({
  error,
  ask,
}: {
  readonly error: Error;
  readonly ask: () => Promise<unknown>;
}) {
  const retry = useMutation({
    mutationFn: () => api.startAgain(),
    // What came of it is the answer to the question that failed.
    onSettled: () => ask(),
  });
  return retry.isPending ? (
    <Opening />
  ) : (
    <StartFailureScreen error={error} onRetry={() => retry.mutate()} />
  );
}

function Opening() {
  const t = useTranslate();
  return (
    <main className="flex h-full items-center justify-center">
      <Spinner label={t("shell.loading")} />
    </main>
  );
}
