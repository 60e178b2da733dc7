import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CloudOff, RefreshCw } from "lucide-react";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { statusQuery, syncQuery } from "@/register/api/queries";
import type { SyncStatusView } from "@/register/api/bindings";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { EmptyState } from "@/kit/components/empty-state";
import { Spinner } from "@/kit/components/progress";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";
import { useNow } from "@/kit/lib/use-now";
import { AttentionCard } from "./attention-card";
import { ConflictList } from "./conflict-list";
import { QuarantineList } from "./quarantine-list";
import { RegisterList } from "./register-list";
import { ServerCard } from "./server-card";
import { SyncFacts } from "./sync-facts";
import { SyncState } from "./sync-state";

const TICK_MS = 10_000;

/** How the register stands with its server, what waits, and what a person should see to. */
export function SyncScreen() {
  const t = useTranslate();
  const { data: sync, error } = useQuery({ ...syncQuery, staleTime: 0 });
  return (
    <div data-testid="sync-screen" className="flex min-h-0 flex-1 flex-col">
      {error !== null && (
        <div className="p-8">
          <Banner tone="danger" title={textOf(error)} />
        </div>
      )}
      {sync === undefined && error === null && (
        <div className="p-8">
          <Spinner label={t("shell.loading")} />
        </div>
      )}
      {sync?.state === "not_enrolled" && <NotEnrolled sync={sync} />}
      {sync !== undefined && sync.state !== "not_enrolled" && <Enrolled sync={sync} />}
    </div>
  );
}

function NotEnrolled({ sync }: { readonly sync: SyncStatusView }) {
  const isOwner = useQuery(statusQuery).data?.user?.role === "owner";
  return (
    <>
      {sync.attention !== null && (
        <div className="mx-auto w-full max-w-5xl px-8 pt-6">
          <AttentionCard notice={sync.attention} isOwner={isOwner} />
        </div>
      )}
      <NoServer />
    </>
  );
}

function NoServer() {
  const t = useTranslate();
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={<CloudOff aria-hidden />}
      title={t("sync.state-none")}
      action={
        <Button
          autoFocus
          variant="primary"
          size="register"
          data-testid="sync-connect"
          onClick={() => void navigate({ to: "/settings", search: { tab: "server" } })}
        >
          {t("sync.state-none-action")}
        </Button>
      }
    >
      {t("sync.state-none-text")}
    </EmptyState>
  );
}

function Enrolled({ sync }: { readonly sync: SyncStatusView }) {
  const now = useNow(TICK_MS);
  const isOwner = useQuery(statusQuery).data?.user?.role === "owner";
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid max-w-7xl grid-cols-[minmax(0,1fr)_20rem] items-start narrow:grid-cols-1 gap-x-8 gap-y-6 px-8 py-6">
        <div className="flex min-w-0 flex-col gap-6">
          <Heading />
          <SyncState sync={sync} now={now} />
          {sync.attention !== null && <AttentionCard notice={sync.attention} isOwner={isOwner} />}
          <SyncFacts sync={sync} now={now} />
          {sync.conflicts.length > 0 && <ConflictList conflicts={sync.conflicts} now={now} />}
          {sync.quarantined.length > 0 && <QuarantineList entries={sync.quarantined} />}
        </div>
        <aside className="flex flex-col gap-6">
          <ServerCard sync={sync} />
          <RegisterList sync={sync} isOwner={isOwner} />
        </aside>
      </div>
    </div>
  );
}

function Heading() {
  const t = useTranslate();
  const ask = useMutation({
    mutationFn: () => api.syncNow(),
    onError: (error) => showToast("danger", textOf(error)),
  });
  return (
    <header className="flex items-center justify-between gap-6">
      <h1 className="text-title">{t("sync.title")}</h1>
      <Button
        autoFocus
        icon={<RefreshCw aria-hidden className={`size-icon ${ask.isPending ? "spin" : ""}`} />}
        disabled={ask.isPending}
        data-testid="sync-now"
        onClick={() => ask.mutate()}
      >
        {t(ask.isPending ? "sync.now-running" : "sync.now")}
      </Button>
    </header>
  );
}
