import type { CountInput, ImportProgress, PersonView, ShiftReportView } from "../bindings";
import type { Host } from "../host";
import { money, parseAmount } from "./fake-money";
import { refuse } from "./fake-refusal";
import { print } from "./fake-tender";
import { announceStatus, NO_IMPORT, type FakeWorld } from "./fake-world";

type ShopCommands =
  | "setupStatus"
  | "setupCreate"
  | "appStatus"
  | "people"
  | "users"
  | "sessionUnlock"
  | "sessionLock"
  | "userAdd"
  | "userSetActive"
  | "userSetPin"
  | "userSetRole"
  | "denominations"
  | "countPreview"
  | "shiftOpen"
  | "shiftReport"
  | "shiftClose"
  | "drawerOpen"
  | "settingsRead"
  | "settingsWrite"
  | "importChoose"
  | "importPreview"
  | "importStart"
  | "importProgress"
  | "importCancel";

const NOTES = [100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000];
const COINS = [1000, 500, 200, 100];

function countOf(count: CountInput): number {
  return count.amount_text === null
    ? count.denominations.reduce((sum, one) => sum + one.cents * one.count, 0)
    : parseAmount(count.amount_text);
}

function reportOf(world: FakeWorld, counted: number | null): ShiftReportView {
  const shift = world.shift ?? refuse("no_open_shift");
  const sum = (cents: readonly number[]): number => cents.reduce((total, one) => total + one, 0);
  const net = sum(world.transactions.map((one) => one.row.total.cents));
  const cash = sum(
    world.transactions.flatMap((one) =>
      one.payments
        .filter((payment) => payment.method === "cash")
        .map((payment) => payment.amount.cents),
    ),
  );
  const expected = shift.float.cents + cash;
  const isBlind = counted === null && world.user?.role === "cashier";
  const tax = Math.round((net * 11) / 111);
  return {
    shift_id: shift.shift_id,
    number: shift.number,
    opened_at_ms: shift.opened_at_ms,
    closed_at_ms: counted === null ? null : Date.now(),
    opened_by: shift.opened_by,
    closed_by: counted === null ? null : (world.user?.full_name ?? null),
    float: shift.float,
    sales_count: world.transactions.length,
    refund_count: 0,
    item_quantity_text: String(sum(world.transactions.map((one) => one.row.item_count))),
    gross: money(net),
    discount: money(0),
    tax_lines: [{ name: "PPN", base: money(net - tax), tax: money(tax) }],
    net: money(net),
    rounding: money(0),
    payments: [
      { method: "cash", count: world.transactions.length, amount: money(cash) },
      { method: "qris", count: 0, amount: money(net - cash) },
    ],
    cash_in: money(0),
    cash_out: money(0),
    expected: isBlind ? null : money(expected),
    counted: counted === null ? null : money(counted),
    difference: counted === null ? null : money(counted - expected),
  };
}

function runImport(world: FakeWorld): void {
  const total = 1240;
  const step = (progress: ImportProgress): void => {
    world.importing = progress;
    for (const listener of world.listeners) {
      listener.onImport(progress);
    }
  };
  const advance = (): void => {
    const { state, rows_done } = world.importing;
    if (state !== "checking" && state !== "applying") {
      return;
    }
    const done = Math.min(total, rows_done + 124);
    if (done < total) {
      step({ ...world.importing, rows_done: done });
      setTimeout(advance, 60);
    } else if (state === "checking") {
      step({ ...world.importing, state: "applying", rows_done: 0, rejected: 14, flagged: 6 });
      setTimeout(advance, 60);
    } else {
      const rejected_file = "/home/toko/barang-rejected.csv";
      step({
        ...world.importing,
        state: "done",
        rows_done: total,
        added: 1180,
        updated: 46,
        rejected_file,
      });
    }
  };
  step({ ...NO_IMPORT, state: "checking", rows_total: total });
  setTimeout(advance, 60);
}

function peopleCommands(
  world: FakeWorld,
): Pick<
  Host,
  | "people"
  | "users"
  | "sessionUnlock"
  | "sessionLock"
  | "userAdd"
  | "userSetActive"
  | "userSetPin"
  | "userSetRole"
> {
  const change = (userId: string, patch: Partial<PersonView>): PersonView[] => {
    world.people = world.people.map((one) => (one.user_id === userId ? { ...one, ...patch } : one));
    return world.people;
  };
  return {
    people: async () => world.people.filter((person) => person.active),
    users: async () => world.people,
    sessionUnlock: async (userId, pin) => {
      const person = world.people.find((one) => one.user_id === userId) ?? refuse("not_found");
      if (world.pins.get(userId) !== pin) {
        refuse("wrong_pin");
      }
      world.user = person;
      announceStatus(world);
      return world.status();
    },
    sessionLock: async () => {
      world.user = null;
      announceStatus(world);
      return world.status();
    },
    userAdd: async (_commandId, { username, full_name, role, pin }) => {
      if ([...world.pins.values()].includes(pin)) {
        refuse("pin_taken");
      }
      const user_id = crypto.randomUUID();
      world.pins.set(user_id, pin);
      const added = { user_id, username, full_name, role, pin_length: pin.length };
      world.people = [...world.people, { ...added, active: true, locked_until_ms: null }];
      return world.people;
    },
    userSetActive: async (_commandId, userId, active) => change(userId, { active }),
    userSetRole: async (_commandId, userId, role) => {
      const owners = world.people.filter((one) => one.role === "owner" && one.active);
      if (role !== "owner" && owners.every((one) => one.user_id === userId)) {
        refuse("last_owner");
      }
      return change(userId, { role });
    },
    userSetPin: async (_commandId, userId, pin) => {
      world.pins.set(userId, pin);
      return change(userId, { pin_length: pin.length });
    },
  };
}

function shiftCommands(
  world: FakeWorld,
): Pick<
  Host,
  "denominations" | "countPreview" | "shiftOpen" | "shiftReport" | "shiftClose" | "drawerOpen"
> {
  return {
    denominations: async () => [
      ...NOTES.map((rupiah) => ({
        cents: rupiah * 100,
        text: money(rupiah * 100).text,
        kind: "note" as const,
      })),
      ...COINS.map((rupiah) => ({
        cents: rupiah * 100,
        text: money(rupiah * 100).text,
        kind: "coin" as const,
      })),
    ],
    countPreview: async (count) => money(countOf(count)),
    shiftOpen: async (_commandId, count) => {
      if (world.shift !== null) {
        refuse("shift_already_open");
      }
      world.shift = {
        shift_id: crypto.randomUUID(),
        number: 12,
        opened_by: world.user?.full_name ?? refuse("locked"),
        opened_at_ms: Date.now(),
        business_date: "2026-11-22",
        float: money(countOf(count)),
      };
      announceStatus(world);
      return world.shift;
    },
    shiftReport: async () => reportOf(world, null),
    shiftClose: async (_commandId, count) => {
      if (world.items.length > 0) {
        refuse("cart_not_empty");
      }
      const report = reportOf(world, countOf(count));
      world.lastReport = report;
      world.shift = null;
      print(world, "shift_report", `Shift ${report.number}`);
      announceStatus(world);
      return report;
    },
    drawerOpen: async (_commandId, reason, approval) => {
      if (reason.trim() === "") {
        refuse("reason_missing");
      }
      if (world.user?.role === "cashier" && approval === null) {
        refuse("approval_required", { permission: "no_sale" });
      }
      return null;
    },
  };
}

/** Everything around the sale: setting up, people, shift, settings, import. */
export function shopCommands(world: FakeWorld): Pick<Host, ShopCommands> {
  return {
    ...peopleCommands(world),
    ...shiftCommands(world),
    setupStatus: async () => ({
      state: world.stage === "needs_setup" ? "needs_setup" : "ready",
      keyring: "available",
      data_dir: "/home/toko/.local/share/kasapro",
      default_language: "id",
    }),
    setupCreate: async (input) => {
      if (!/^\d{4,6}$/.test(input.pin)) {
        refuse("pin_invalid");
      }
      const { language, store_name, address, phone, printer } = input;
      world.settings = { ...world.settings, language, store_name, address, phone, printer };
      world.stage = "no_shift";
      world.user = { ...world.people[0], full_name: input.owner_name, role: "owner" } as PersonView;
      world.people = [world.user];
      world.pins = new Map([[world.user.user_id, input.pin]]);
      announceStatus(world);
      return world.status();
    },
    appStatus: async () => world.status(),
    settingsRead: async () => ({
      settings: world.settings,
      currency: world.status().currency,
      data_dir: "/home/toko/.local/share/kasapro",
      key_file_in_use: false,
    }),
    settingsWrite: async (_commandId, input) => {
      world.settings = input;
      announceStatus(world);
      return {
        settings: input,
        currency: world.status().currency,
        data_dir: "/home/toko/.local/share/kasapro",
        key_file_in_use: false,
      };
    },
    importChoose: async () => "/home/toko/barang.csv",
    importPreview: async (path, mapping) => ({
      path,
      columns: ["kode", "nama_barang", "harga_jual", "harga_beli", "kategori", "stok"],
      mapping: mapping ?? {
        barcode: "kode",
        sku: null,
        name: "nama_barang",
        price: "harga_jual",
        cost: "harga_beli",
        category: "kategori",
        stock: "stok",
        unit: null,
        weighed: null,
      },
      delimiter: ";",
      rows_sampled: 3,
      samples: [
        {
          row: 2,
          name: "Mi goreng instan 85 g",
          barcode: "8992761002015",
          price: money(350_000),
          problem: null,
        },
        {
          row: 3,
          name: "Kopi bubuk 165 g",
          barcode: "8991002105447",
          price: money(1_450_000),
          problem: null,
        },
        {
          row: 4,
          name: "Gula pasir 1 kg",
          barcode: "8992696404442",
          price: null,
          problem: "price_invalid",
        },
      ],
      row_estimate: 1240,
    }),
    importStart: async () => {
      runImport(world);
      return null;
    },
    importProgress: async () => world.importing,
    importCancel: async () => {
      world.importing = { ...world.importing, state: "cancelled" };
      return null;
    },
  };
}
