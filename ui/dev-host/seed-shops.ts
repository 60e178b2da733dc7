import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type {
  ImportProgress,
  PersonView,
  SettingsInput,
  SetupInput,
  UserInput,
} from "../src/register/api/bindings";
import { askShop, openShop, type HostAddress } from "../src/register/api/loopback.ts";
import { catalogCsv } from "./catalog.ts";

/** Closed shops of which others are copies. */
export interface Templates {
  /** Three people, a catalog, no open shift. */
  readonly no_shift: string;
  /** The same with a shift that the cashier opened. */
  readonly selling: string;
}

/** The people of the seeded shops, with their PINs. */
export const PINS = { owner: "1111", supervisor: "2222", cashier: "3333" } as const;

/** Stands for the printer of every shop: what is printed is added to it. */
const PRINTER = path.join(tmpdir(), `kasapro-dev-printer-${process.pid}`);

const SETUP: SetupInput = {
  language: "id",
  store_name: "Toko Sumber Rejeki",
  address: "Jl. Melati 12, Yogyakarta",
  phone: "0274 555 012",
  currency: "IDR",
  owner_name: "Sari Wulandari",
  owner_username: "sari",
  pin: PINS.owner,
  register_name: "Kasir 1",
  tax: "ppn_inclusive",
  catalog: "empty",
  printer: {
    kind: "file",
    target: PRINTER,
    columns: 32,
    cut: true,
    kick_drawer: true,
    drawer_pin: 2,
    code_page: "pc437",
  },
  use_key_file: true,
};

const STAFF: readonly UserInput[] = [
  {
    username: "bambang",
    full_name: "Bambang Hidayat",
    role: "supervisor",
    pin: PINS.supervisor,
  },
  { username: "ayu", full_name: "Ayu Lestari", role: "cashier", pin: PINS.cashier },
];

const SETTINGS: Partial<SettingsInput> = {
  theme: "light",
  rounding: { enabled: true, step_cents: 10_000, mode: "nearest" },
  receipt_footer: "Terima kasih",
  discount_limit_percent_text: "10",
  auto_lock_minutes: 5,
  barcode_masks: ["20PPPPPWWWWWC"],
};

/** Makes the templates; the real PIN hashes are computed here once, and copied ever after. */
export async function seedShops(host: HostAddress): Promise<Templates> {
  writeFileSync(PRINTER, "");
  process.once("exit", () => rmSync(PRINTER, { force: true }));
  const shop = await openShop(host, null);
  const ask = <Answer>(command: string, values: object = {}): Promise<Answer> =>
    askShop(shop, `command/${command}`, values);
  const commandId = (): string => crypto.randomUUID();
  await ask("setup_create", { input: SETUP });
  for (const input of STAFF) {
    await ask("user_add", { commandId: commandId(), input });
  }
  const { settings } = await ask<{ settings: SettingsInput }>("settings_read");
  await ask("settings_write", {
    commandId: commandId(),
    input: { ...settings, ...SETTINGS },
  });
  await importCatalog(ask);
  await askShop(shop, "close", {});

  const open = await openShop(host, shop.name);
  const askOpen = <Answer>(command: string, values: object = {}): Promise<Answer> =>
    askShop(open, `command/${command}`, values);
  const people = await askOpen<PersonView[]>("people");
  const cashier = people.find((person) => person.role === "cashier");
  await askOpen("session_unlock", { userId: cashier?.user_id, pin: PINS.cashier });
  await askOpen("shift_open", {
    commandId: commandId(),
    count: { amount_text: "200000", denominations: [] },
  });
  await askShop(open, "close", {});
  return { no_shift: shop.name, selling: open.name };
}

async function importCatalog(
  ask: <Answer>(command: string, values?: object) => Promise<Answer>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "kasapro-catalog-"));
  try {
    const file = path.join(folder, "barang.csv");
    writeFileSync(file, catalogCsv());
    const { mapping } = await ask<{ mapping: object }>("import_preview", {
      path: file,
      mapping: null,
    });
    await ask("import_start", { commandId: crypto.randomUUID(), path: file, mapping });
    for (;;) {
      const { state, error, rejected } = await ask<ImportProgress>("import_progress");
      if (state === "done" && rejected === 0) {
        return;
      }
      if (state === "failed" || state === "done") {
        throw new Error(`the catalog was not imported: ${JSON.stringify({ error, rejected })}`);
      }
      await new Promise((later) => setTimeout(later, 20));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
