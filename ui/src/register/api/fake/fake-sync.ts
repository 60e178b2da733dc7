import type { Host } from "../host";
import type { SyncStatusView } from "../bindings";
import { refuse } from "./fake-refusal";
import type { FakeWorld } from "./fake-world";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A shop is downloaded in this time. */
const DOWNLOAD_MS = 400;

/** A code that the fake server takes; every other is refused. */
export const GOOD_CODE = "7K3M9QXA";

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

export const NOT_ENROLLED: SyncStatusView = {
  state: "not_enrolled",
  server: null,
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

/** A register in each of its states, with something to see on the sync screen. */
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

/** Tells the screens that syncing has come further. */
export function announceSync(world: FakeWorld, sync: SyncStatusView): SyncStatusView {
  world.sync = sync;
  for (const listener of world.listeners) {
    listener.onSync(sync);
  }
  return sync;
}

function checkServer(url: string, code: string): void {
  if (!/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1))/.test(url)) {
    refuse("sync_url_not_secure");
  }
  if (url.includes("mati")) {
    refuse("sync_unreachable");
  }
  if (code.replace(/[^0-9A-Za-z]/g, "").toUpperCase() !== GOOD_CODE) {
    refuse("sync_code_invalid");
  }
}

type SyncCommands =
  | "syncStatus"
  | "syncNow"
  | "syncAttentionDismiss"
  | "conflictDismiss"
  | "enrolFound"
  | "enrolJoin"
  | "joiningCodeCreate";

/** The commands of the register's dealings with a server. */
export function syncCommands(world: FakeWorld): Pick<Host, SyncCommands> {
  return {
    syncStatus: async () => world.sync,
    syncNow: async () => {
      const { state } = world.sync;
      if (state === "sending" || state === "offline") {
        announceSync(world, syncedAs("synced"));
      }
      return null;
    },
    syncAttentionDismiss: async () => announceSync(world, syncedAs("synced")),
    conflictDismiss: async (id) =>
      announceSync(world, {
        ...world.sync,
        conflicts: world.sync.conflicts.filter((one) => one.conflict_id !== id),
      }),
    enrolFound: async (_commandId, url, code) => {
      checkServer(url, code);
      return announceSync(world, { ...syncedAs("sending"), server: url });
    },
    enrolJoin: async (_commandId, { server_url, code, register_name }) => {
      checkServer(server_url, code);
      await new Promise((done) => setTimeout(done, DOWNLOAD_MS));
      world.stage = "locked";
      world.user = null;
      world.registerName = register_name;
      world.sync = { ...syncedAs("synced"), server: server_url };
      return world.status();
    },
    joiningCodeCreate: async () => ({
      code: "7K3M-9QXA",
      expires_at_ms: Date.now() + 10 * MINUTE_MS,
    }),
  };
}
