import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { clsx } from "clsx";
import { CloudAlert, CloudCheck, CloudOff, CloudUpload } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { syncQuery } from "@/api/queries";
import type { SyncState, SyncStatusView } from "@/api/bindings";
import { Badge, type BadgeTone } from "@/components/badge";
import { useLanguage, useTranslate, type Translate } from "@/i18n/language";
import type { Language } from "@/i18n/catalogue";
import { formatAge, formatSince } from "@/lib/format-time";
import { useNow } from "@/lib/use-now";

/** A sale is usually sent before anybody could read that it is. */
const QUIET_MS = 1500;
const CLOCK_MS = 30_000;

const ICON: Readonly<Record<Exclude<SyncState, "not_enrolled">, ReactNode>> = {
  synced: <CloudCheck aria-hidden className="size-icon" />,
  sending: <CloudUpload aria-hidden className="size-4" />,
  offline: <CloudOff aria-hidden className="size-4" />,
  attention: <CloudAlert aria-hidden className="size-4" />,
};

const TONE: Readonly<Record<Exclude<SyncState, "not_enrolled">, BadgeTone>> = {
  synced: "neutral",
  sending: "neutral",
  offline: "warn",
  attention: "danger",
};

/**
 * How the register stands with its server: a quiet mark while all is well, red only when a
 * person must act, and nothing for a shop without a server.
 */
export function SyncChip() {
  const t = useTranslate();
  const language = useLanguage();
  const navigate = useNavigate();
  const now = useNow(CLOCK_MS);
  const sync = useQuery(syncQuery).data;
  const state = useSettledState(sync?.state ?? "not_enrolled");
  if (sync === undefined || state === "not_enrolled") {
    return null;
  }
  const words = wordsOf(state, sync, now, language, t);
  return (
    <button
      type="button"
      data-testid="sync-chip"
      data-state={state}
      aria-label={words.join(" · ")}
      title={words.join(" · ")}
      className={clsx(
        "flex min-h-admin shrink-0 items-center justify-center rounded-control",
        state === "synced" && "w-admin text-muted hover:bg-sunken",
      )}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => void navigate({ to: "/sync" })}
    >
      {state === "synced" ? (
        ICON.synced
      ) : (
        <Badge tone={TONE[state]} icon={ICON[state]}>
          <ChipWords words={words} />
        </Badge>
      )}
    </button>
  );
}

/** What matters most first: a narrow header leaves the rest to the sync screen. */
function ChipWords({ words }: { readonly words: readonly string[] }) {
  return words.map((word, place) => (
    <span
      key={word}
      className={clsx(
        place === 1 && "@max-5xl/header:hidden",
        place === 2 && "@max-7xl/header:hidden",
      )}
    >
      {place > 0 && "· "}
      {word}
    </span>
  ));
}

function wordsOf(
  state: SyncState,
  sync: SyncStatusView,
  now: number,
  language: Language,
  t: Translate,
): readonly string[] {
  switch (state) {
    case "not_enrolled":
      return [];
    case "synced":
      return [t("sync.chip-synced")];
    case "sending":
      return [t("sync.chip-sending", { count: sync.waiting_entries })];
    case "attention":
      return [t("sync.chip-attention")];
    case "offline":
      return offlineWords(sync, now, language, t);
  }
}

function offlineWords(
  sync: SyncStatusView,
  now: number,
  language: Language,
  t: Translate,
): readonly string[] {
  const words = [
    sync.offline_since_ms === null
      ? t("sync.chip-offline-now")
      : t("sync.chip-offline", { time: formatSince(sync.offline_since_ms, now, language) }),
  ];
  if (sync.waiting_transactions > 0) {
    words.push(t("sync.chip-waiting", { count: sync.waiting_transactions }));
  } else if (sync.waiting_entries > 0) {
    words.push(t("sync.chip-waiting-entries", { count: sync.waiting_entries }));
  }
  if (sync.waiting_entries > 0 && sync.oldest_waiting_ms !== null) {
    const age = formatAge(now - sync.oldest_waiting_ms, language);
    words.push(t("sync.chip-oldest", { age }));
  }
  return words;
}

/** Sending shows only when it lasts; everything else shows at once. */
function useSettledState(state: SyncState): SyncState {
  const [settling, setSettling] = useState({ state, lasts: false });
  if (settling.state !== state) {
    setSettling({ state, lasts: false });
  }
  useEffect(() => {
    if (state !== "sending") {
      return undefined;
    }
    const timer = setTimeout(() => setSettling({ state, lasts: true }), QUIET_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return state === "sending" && !settling.lasts ? "synced" : state;
}
