import { useNavigate } from "@tanstack/react-router";
import { clsx } from "clsx";
import { CloudAlert, CloudCheck, CloudOff, CloudUpload } from "lucide-react";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/kit/components/badge";
import { useSyncWords, type ShownState } from "./sync-words";

const ICON: Readonly<Record<ShownState, ReactNode>> = {
  synced: <CloudCheck aria-hidden className="size-icon" />,
  sending: <CloudUpload aria-hidden className="size-4" />,
  offline: <CloudOff aria-hidden className="size-4" />,
  attention: <CloudAlert aria-hidden className="size-4" />,
};

const TONE: Readonly<Record<ShownState, BadgeTone>> = {
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
  const navigate = useNavigate();
  const shown = useSyncWords();
  if (shown === undefined) {
    return null;
  }
  const { state, words } = shown;
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
        place === 1 && "@max-4xl/header:hidden",
        place === 2 && "@max-7xl/header:hidden",
      )}
    >
      {place > 0 && "· "}
      {word}
    </span>
  ));
}

/** The same on the lock screen, where nothing is opened: only what is not well. */
export function SyncNotice() {
  const shown = useSyncWords();
  if (shown === undefined || shown.state === "synced" || shown.state === "sending") {
    return null;
  }
  return (
    <span data-testid="sync-notice" data-state={shown.state}>
      <Badge tone={TONE[shown.state]} icon={ICON[shown.state]}>
        {shown.words.join(" · ")}
      </Badge>
    </span>
  );
}
