import type { SyncStatusView } from "@/register/api/bindings";
import { commandsOf, type Host, type HostListener } from "@/register/api/host";
import { refusal } from "./refusal";

/*
 * A sync server as a script: the real one needs a database of its own, and its failures cannot
 * be provoked at will.
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The one joining code that the scripted server accepts. */
const GOOD_CODE = "7K3M9QXA";

const REGISTERS: SyncStatusView["registers"] = [
  {
    register_id: "00000000-0000-7000-8000-0000000000e1",
    name: "Kasir 1",
    this: true,
    status: "active",
  },
  {
    register_id: "00000000-0000-7000-8000-0000000000e2",
    name: "Kasir 2",
    this: false,
    status: "active",
  },
  {
    register_id: "00000000-0000-7000-8000-0000000000e3",
    name: "Laptop lama",
    this: false,
    status: "revoked",
  },
];

const NOT_ENROLLED: SyncStatusView = {
  state: "not_enrolled",
  server: null,
  revision: 0,
  organization_name: null,
  waiting_entries: 0,
  waiting_transactions: 0,
  oldest_waiting_ms: null,
  offline_since_ms: null,
  last_push_ms: null,
  last_pull_ms: null,
  last_error: null,
  attention: null,
  quarantined: [],
  conflicts: [],
  server_offset_ms: null,
  registers: [],
};

/** A register in each sync state, with enough on the sync screen to look at. */
export function syncedAs(state: SyncStatusView["state"], now = Date.now()): SyncStatusView {
  const well: SyncStatusView = {
    ...NOT_ENROLLED,
    state: "synced",
    server: "https://kasapro.tokosumberrejeki.id",
    organization_name: "Toko Sumber Rejeki",
    last_push_ms: now - 2 * MINUTE_MS,
    last_pull_ms: now - MINUTE_MS,
    server_offset_ms: 420,
    registers: REGISTERS,
  };
  const waiting = { waiting_entries: 19, waiting_transactions: 12 };
  switch (state) {
    case "not_enrolled":
      return NOT_ENROLLED;
    case "synced":
      return well;
    case "sending":
      return { ...well, ...waiting, state, oldest_waiting_ms: now - 4000 };
    case "offline":
      return {
        ...well,
        ...waiting,
        state,
        oldest_waiting_ms: now - 2 * HOUR_MS,
        offline_since_ms: now - 2 * HOUR_MS,
        last_push_ms: now - 2 * HOUR_MS - MINUTE_MS,
        last_pull_ms: now - 2 * HOUR_MS - MINUTE_MS,
        last_error: { code: "sync_unreachable", message: "connect: connection refused" },
      };
    case "attention":
      return {
        ...well,
        state,
        server_offset_ms: -190_000,
        attention: {
          code: "register_copied",
          message: "the ratchet belongs to another copy",
          can_dismiss: true,
        },
        conflicts: CONFLICTS(now),
        quarantined: QUARANTINED,
      };
  }
}

const CONFLICTS = (now: number): SyncStatusView["conflicts"] => [
  {
    conflict_id: "00000000-0000-7000-8000-00000000c001",
    product_id: "00000000-0000-7000-8000-000000000001",
    product_name: "Mi goreng instan 85 g",
    field: "price_cents",
    kept_text: "Rp 3.600",
    lost_text: "Rp 3.750",
    lost_register_name: "Kasir 2",
    lost_here: false,
    at_ms: now - 3 * HOUR_MS,
  },
  {
    conflict_id: "00000000-0000-7000-8000-00000000c002",
    product_id: "00000000-0000-7000-8000-000000000007",
    product_name: "Minyak goreng 2 liter",
    field: "category",
    kept_text: "Sembako",
    lost_text: "",
    lost_register_name: "Kasir 1",
    lost_here: true,
    at_ms: now - 26 * HOUR_MS,
  },
];

const QUARANTINED: SyncStatusView["quarantined"] = [
  {
    seq: 1841,
    entry_id: "00000000-0000-7000-8000-00000000d001",
    reason: "receipt_number_repeated",
  },
];

/** What a test can do to the scripted server behind a shop. */
export interface Served {
  /** Sends the register another sync status. */
  readonly syncNews: (sync: SyncStatusView) => void;
  readonly syncShown: () => SyncStatusView;
}

/** Puts a scripted server behind a shop. A register that joins by it belongs to `joined` then. */
export function withServer<Shop extends Host>(
  shop: Shop,
  state: SyncStatusView["state"],
  joined: () => Promise<Host> = () => Promise.reject(refusal("internal")),
): Shop & Served {
  let sync = syncedAs(state);
  const current = exchangeable(shop);
  const listeners = new Set<HostListener>();
  const syncNews = (next: SyncStatusView): SyncStatusView => {
    sync = next;
    for (const listener of listeners) {
      listener.onSync(next);
    }
    return next;
  };
  return {
    ...shop,
    ...current.host,
    syncNews,
    syncShown: () => sync,
    subscribe: (listener) => {
      listeners.add(listener);
      const stop = current.host.subscribe({ ...listener, onSync: () => undefined });
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
    syncStatus: () => Promise.resolve(sync),
    syncNow: () => {
      if (sync.state === "sending" || sync.state === "offline") {
        syncNews(syncedAs("synced"));
      }
      return Promise.resolve(null);
    },
    syncAttentionDismiss: () => Promise.resolve(syncNews(syncedAs("synced"))),
    conflictDismiss: (id) => {
      const conflicts = sync.conflicts.filter((one) => one.conflict_id !== id);
      return Promise.resolve(syncNews({ ...sync, conflicts }));
    },
    enrolFound: (_commandId, url, code) =>
      reach(url, code).then(() => syncNews({ ...syncedAs("sending"), server: url })),
    enrolJoin: async (_commandId, { server_url, code, register_name }) => {
      await reach(server_url, code);
      const host = await joined();
      const status = await host.appStatus();
      current.exchange(host);
      sync = { ...syncedAs("synced"), server: server_url };
      return { ...status, register_name };
    },
    joiningCodeCreate: () =>
      Promise.resolve({ code: "7K3M-9QXA", expires_at_ms: Date.now() + 10 * MINUTE_MS }),
  };
}

/** A host that can be exchanged for another while screens use it; their listeners move along. */
function exchangeable(first: Host): { host: Host; exchange: (next: Host) => void } {
  let current = first;
  const stops = new Map<HostListener, () => void>();
  const subscribe: Host["subscribe"] = (listener) => {
    stops.set(listener, current.subscribe(listener));
    return () => {
      stops.get(listener)?.();
      stops.delete(listener);
    };
  };
  const commands = Object.keys(commandsOf()).map((name) => {
    const command = (...values: unknown[]): Promise<unknown> => {
      const answer = current[name as keyof Host] as (...values: unknown[]) => Promise<unknown>;
      return answer(...values);
    };
    return [name, command];
  });
  return {
    host: { ...(Object.fromEntries(commands) as Omit<Host, "subscribe">), subscribe },
    exchange: (next) => {
      current = next;
      for (const [listener, stop] of stops) {
        stop();
        stops.set(listener, next.subscribe(listener));
      }
    },
  };
}

/** An address with `mati` in it is out of reach. */
async function reach(url: string, code: string): Promise<void> {
  await Promise.resolve();
  if (!/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1))/.test(url)) {
    throw refusal("sync_url_not_secure");
  }
  if (url.includes("mati")) {
    throw refusal("sync_unreachable");
  }
  if (code.replace(/[^0-9A-Za-z]/g, "").toUpperCase() !== GOOD_CODE) {
    throw refusal("sync_code_invalid");
  }
}
