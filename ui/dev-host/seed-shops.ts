import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type {
  PersonView,
  SettingsInput,
  SetupInput,
  SetupStatus,
  UserInput,
} from "../src/register/api/bindings";
import {
  askShop,
  openShop,
  type HostAddress,
  type ShopAddress,
} from "../src/register/api/loopback.ts";
import { importCatalog, PINS } from "../src/register/testing/seeded-shop.ts";
import { catalogCsv } from "./catalog.ts";

/** Closed shops of which others are copies. */
export interface Templates {
  /** Three people, a catalog, no open shift. */
  readonly no_shift: string;
  /** The same with a shift that the cashier opened. */
  readonly selling: string;
}

const SETUP: Omit<SetupInput, "printer"> = {
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
  use_key_file: true,
};

/** Receipts are added to a file. */
const PRINTER: Omit<SetupInput["printer"], "target"> = {
  kind: "file",
  columns: 32,
  cut: true,
  kick_drawer: true,
  drawer_pin: 2,
  code_page: "pc437",
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

/** Makes the templates. PIN hashes are slow by design: they are computed here, then copied. */
export async function seedShops(host: HostAddress): Promise<Templates> {
  const shop = await openShop(host, null);
  const ask = asking(shop);
  await ask("setup_create", { input: { ...SETUP, printer: await printerOf(shop) } });
  await ask("recovery_code_new");
  for (const input of STAFF) {
    await ask("user_add", { commandId: crypto.randomUUID(), input });
  }
  const { settings } = await ask<{ settings: SettingsInput }>("settings_read");
  await ask("settings_write", {
    commandId: crypto.randomUUID(),
    input: { ...settings, ...SETTINGS },
  });
  await fillCatalog(shop);
  await askShop(shop, "close", {});
  return { no_shift: shop.name, selling: await openShift(host, shop) };
}

/** A copy of a shop with an open shift, closed again; its name. */
async function openShift(host: HostAddress, template: ShopAddress): Promise<string> {
  const shop = await openShop(host, template.name);
  const ask = asking(shop);
  const people = await ask<PersonView[]>("people");
  const cashier = people.find((person) => person.role === "cashier");
  await ask("session_unlock", { userId: cashier?.user_id, pin: PINS.cashier });
  await ask("shift_open", {
    commandId: crypto.randomUUID(),
    count: { amount_text: "200000", denominations: [] },
  });
  await askShop(shop, "close", {});
  return shop.name;
}

/** The file that all shops print to, in the first one's folder: the host removes it at its end. */
async function printerOf(shop: ShopAddress): Promise<SetupInput["printer"]> {
  const { data_dir } = await asking(shop)<SetupStatus>("setup_status");
  const target = path.join(data_dir, "printed");
  writeFileSync(target, "");
  return { ...PRINTER, target };
}

async function fillCatalog(shop: ShopAddress): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "kasapro-catalog-"));
  try {
    const file = path.join(folder, "barang.csv");
    writeFileSync(file, catalogCsv());
    await importCatalog(shop, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function asking(shop: ShopAddress) {
  return <Answer>(command: string, values: object = {}): Promise<Answer> =>
    askShop(shop, `command/${command}`, values);
}
