import { commands, events } from "./bindings";
import type { CommandError, ImportProgress, StatusView, SyncStatusView } from "./bindings";
import { ApiError } from "./api-error";

type Commands = typeof commands;

type Answer<Result> = Result extends { status: "ok"; data: infer Data } ? Data : never;

/** What happens without being asked for. */
export interface HostListener {
  readonly onStatus: (status: StatusView) => void;
  readonly onCatalog: () => void;
  readonly onPeople: () => void;
  readonly onSettings: () => void;
  readonly onPrintQueue: () => void;
  readonly onImport: (progress: ImportProgress) => void;
  readonly onSync: (status: SyncStatusView) => void;
  readonly onCloseAsked: () => void;
}

/**
 * What the screens need from the program behind them: every command of the bindings, which
 * answers or throws an `ApiError`, and the events. The shell is one host; `loopback-host.ts`
 * is the other.
 */
export type Host = {
  [Name in keyof Commands]: (
    ...values: Parameters<Commands[Name]>
  ) => Promise<Answer<Awaited<ReturnType<Commands[Name]>>>>;
} & {
  /** Starts listening; the result stops it. */
  subscribe: (listener: HostListener) => () => void;
};

type Outcome = { status: "ok"; data: unknown } | { status: "error"; error: CommandError };

/** The generated commands, each answering or throwing an `ApiError`. */
export function commandsOf(): Omit<Host, "subscribe"> {
  const unwrapped = Object.entries(commands).map(([name, command]) => [
    name,
    async (...values: unknown[]) => {
      const call = command as (...values: unknown[]) => Promise<Outcome>;
      const outcome = await call(...values);
      if (outcome.status === "error") {
        throw new ApiError(outcome.error);
      }
      return outcome.data;
    },
  ]);
  return Object.fromEntries(unwrapped) as Omit<Host, "subscribe">;
}

/** The program itself, behind the generated bindings. */
export function tauriHost(): Host {
  return { ...commandsOf(), subscribe };
}

function subscribe(listener: HostListener): () => void {
  const stops = [
    events.statusChanged.listen((event) => listener.onStatus(event.payload)),
    events.catalogChanged.listen(() => listener.onCatalog()),
    events.peopleChanged.listen(() => listener.onPeople()),
    events.settingsChanged.listen(() => listener.onSettings()),
    events.printQueueChanged.listen(() => listener.onPrintQueue()),
    events.syncChanged.listen((event) => listener.onSync(event.payload)),
    events.importProgressed.listen((event) => listener.onImport(event.payload)),
    events.closeAsked.listen(() => listener.onCloseAsked()),
  ];
  return () => {
    for (const stop of stops) {
      void stop.then((end) => end());
    }
  };
}
