import type {
  DoneView,
  ImportProgress,
  PersonView,
  PrintJobView,
  ProductDetail,
  SettingsInput,
  ShiftReportView,
  ShiftView,
  StatusView,
  SyncStatusView,
  TransactionView,
} from "../bindings";
import type { HostListener } from "../host";
import { CATALOG } from "./fake-catalog";
import { detailOf } from "./fake-products";
import { syncedAs } from "./fake-sync";

/** One item of the fake's cart. */
export interface FakeItem {
  readonly lineId: number;
  readonly productId: string;
  readonly thousandths: number;
  readonly discountCents: number;
}

/** How far along the fake shop is when it starts. */
export type FakeStage = "needs_setup" | "locked" | "no_shift" | "selling";

/** All that the fake program remembers. */
export interface FakeWorld {
  stage: FakeStage;
  people: PersonView[];
  pins: Map<string, string>;
  user: PersonView | null;
  shift: ShiftView | null;
  lastReport: ShiftReportView | null;
  settings: SettingsInput;
  items: FakeItem[];
  history: FakeItem[][];
  cartDiscountCents: number;
  revision: number;
  nextLine: number;
  lastLine: number | null;
  done: DoneView | null;
  transactions: TransactionView[];
  jobs: PrintJobView[];
  importing: ImportProgress;
  printerWorks: boolean;
  registerName: string;
  products: ProductDetail[];
  sync: SyncStatusView;
  commands: Set<string>;
  listeners: Set<HostListener>;
  status: () => StatusView;
}

const person = (place: number, full_name: string, role: PersonView["role"]): PersonView => ({
  user_id: `00000000-0000-7000-8000-0000000000a${place}`,
  username: full_name.split(" ")[0]?.toLowerCase() ?? "",
  full_name,
  role,
  pin_length: 4,
  active: true,
  locked_until_ms: null,
});

const SETTINGS: SettingsInput = {
  store_name: "Toko Sumber Rejeki",
  address: "Jl. Melati 12, Yogyakarta",
  phone: "0274 555 012",
  language: "id",
  theme: "light",
  text_scale: 100,
  printer: {
    kind: "tcp",
    target: "192.168.1.50:9100",
    columns: 32,
    cut: true,
    kick_drawer: true,
    drawer_pin: 2,
    code_page: "pc437",
  },
  tax: {
    mode: "ppn",
    name: "PPN",
    rate_text: "12",
    base_numerator: 11,
    base_denominator: 12,
    inclusive: true,
  },
  rounding: { enabled: true, step_cents: 10_000, mode: "nearest" },
  business_day_cutoff_minutes: 180,
  receipt_header: "",
  receipt_footer: "Terima kasih",
  discount_limit_percent_text: "10",
  auto_lock_minutes: 5,
  sound_volume: 60,
  barcode_masks: ["20PPPPPWWWWWC"],
};

export const NO_IMPORT: ImportProgress = {
  state: "idle",
  rows_done: 0,
  rows_total: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  flagged: 0,
  rejected_file: null,
  error: null,
};

/** A shop with three people: PINs 1111 (owner), 2222 (supervisor), 3333 (cashier). */
export function newWorld(stage: FakeStage, settings: Partial<SettingsInput> = {}): FakeWorld {
  const people = [
    person(1, "Sari Wulandari", "owner"),
    person(2, "Bambang Hidayat", "supervisor"),
    person(3, "Ayu Lestari", "cashier"),
  ];
  const world: FakeWorld = {
    stage,
    people,
    pins: new Map(people.map((one, place) => [one.user_id, String(place + 1).repeat(4)])),
    user: stage === "selling" || stage === "no_shift" ? (people[2] ?? null) : null,
    shift: null,
    lastReport: null,
    settings: { ...SETTINGS, ...settings },
    items: [],
    history: [],
    cartDiscountCents: 0,
    revision: 0,
    nextLine: 1,
    lastLine: null,
    done: null,
    transactions: [],
    jobs: [],
    importing: NO_IMPORT,
    printerWorks: true,
    registerName: "Kasir 1",
    products: CATALOG.map(detailOf).sort((a, b) => a.name.localeCompare(b.name)),
    sync: syncedAs("not_enrolled"),
    commands: new Set(),
    listeners: new Set(),
    status: () => statusOf(world),
  };
  return world;
}

function statusOf(world: FakeWorld): StatusView {
  const failed = world.jobs.filter((job) => job.state === "failed" || job.state === "interrupted");
  return {
    store_name: world.settings.store_name,
    register_name: world.registerName,
    language: world.settings.language,
    theme: world.settings.theme,
    text_scale: world.settings.text_scale,
    currency: { code: "IDR", symbol: "Rp", digits: 0, minor_per_major: 100 },
    user: world.user,
    shift: world.shift,
    pin_length: 4,
    auto_lock_minutes: world.settings.auto_lock_minutes,
    sound_volume: world.settings.sound_volume,
    print_queue: {
      waiting: world.jobs.filter((job) => job.state === "queued").length,
      failed: failed.length,
      last_error_code: failed.at(-1)?.error_code ?? null,
    },
    product_count: world.products.length,
    alerts: [],
  };
}

/** Tells the screens that what is around them has changed. */
export function announceStatus(world: FakeWorld): void {
  for (const listener of world.listeners) {
    listener.onStatus(world.status());
  }
}

/** Tells the screens that the printer's queue has changed. */
export function announceQueue(world: FakeWorld): void {
  for (const listener of world.listeners) {
    listener.onPrintQueue();
  }
}
