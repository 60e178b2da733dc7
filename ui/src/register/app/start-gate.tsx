import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect, type ReactNode } from "react";
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
    return <StartFailureScreen error={setup.error} onRetry={() => void setup.refetch()} />;
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
    return <StartFailureScreen error={status.error} onRetry={() => void status.refetch()} />;
  }
  if (shown === undefined) {
    return <Opening />;
  }
  return shown.user === null ? <LockScreen status={shown} notice={<SyncNotice />} /> : children;
}

function Opening() {
  const t = useTranslate();
  return (
    <main className="flex h-full items-center justify-center">
      <Spinner label={t("shell.loading")} />
    </main>
  );
}
