import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { SyncState, SyncStatusView } from "@/register/api/bindings";
import { syncQuery } from "@/register/api/queries";
import type { Locale } from "@/kit/i18n/catalogue";
import { useLanguage, useTranslate, type Translate } from "@/kit/i18n/language";
import { formatAge, formatSince } from "@/kit/lib/format-time";
import { useNow } from "@/kit/lib/use-now";

/** A sale is usually sent before anybody could read that it is. */
const QUIET_MS = 1500;
const CLOCK_MS = 30_000;
/** What has waited for less has not waited. */
const AGE_SHOWN_MS = 60_000;

/** A state that has something to say. */
export type ShownState = Exclude<SyncState, "not_enrolled">;

export interface SyncWords {
  readonly state: ShownState;
  /** What matters most first. */
  readonly words: readonly string[];
}

/** How the register stands with its server, in few words; a shop without one has none. */
export function useSyncWords(): SyncWords | undefined {
  const t = useTranslate();
  const language = useLanguage();
  const now = useNow(CLOCK_MS);
  const sync = useQuery(syncQuery).data;
  const state = useSettledState(sync?.state ?? "not_enrolled");
  if (sync === undefined) {
    return undefined;
  }
  if (state === "not_enrolled") {
    // A ledger that came back from a backup needs a person, with a server and without.
    return sync.attention === null
      ? undefined
      : { state: "attention", words: [t("sync.chip-restored")] };
  }
  return { state, words: wordsOf(state, sync, now, language, t) };
}

function wordsOf(
  state: ShownState,
  sync: SyncStatusView,
  now: number,
  language: Locale,
  t: Translate,
): readonly string[] {
  switch (state) {
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
  language: Locale,
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
  const oldest = sync.waiting_entries > 0 ? sync.oldest_waiting_ms : null;
  if (oldest !== null && now - oldest >= AGE_SHOWN_MS) {
    words.push(t("sync.chip-oldest", { age: formatAge(now - oldest, language) }));
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
