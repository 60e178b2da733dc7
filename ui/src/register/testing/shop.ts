import { expect, inject, onTestFinished, vi } from "vitest";
import type { PersonView, Role, SettingsInput } from "@/register/api/bindings";
import { newCommandId } from "@/register/api/command-id";
import type { Host } from "@/register/api/host";
import { askShop, openShop } from "@/register/api/loopback";
import { loopbackHost } from "@/register/api/loopback-host";
import { catalogFile } from "./catalog-file";

/** How far along a shop is when a test begins. */
export type Stage = "needs_setup" | "locked" | "no_shift" | "selling";

export interface ShopOptions {
  readonly settings?: Partial<SettingsInput>;
  /** The file that stands for the printer; a `BROKEN_PRINTER` takes nothing. */
  readonly printer?: string;
  /** Who has unlocked the register; the cashier unless said otherwise. */
  readonly as?: Role;
}

/** A real shop of the development host; a test may replace single commands. */
export interface TestShop extends Host {
  readonly unlock: (role: Role) => Promise<void>;
  readonly personOf: (role: Role) => Promise<PersonView>;
  readonly changeSettings: (change: Partial<SettingsInput>) => Promise<void>;
  /** Imports a catalog and waits until it is there. */
  readonly importCatalog: (csv: string) => Promise<void>;
  /** The numbers of the receipts given out so far, newest first. */
  readonly receiptNumbers: () => Promise<string[]>;
}

const PIN: Readonly<Record<Role, string>> = { owner: "1111", supervisor: "2222", cashier: "3333" };

/** A receipt printed there is lost, as with a printer that is switched off. */
export const BROKEN_PRINTER = "/nowhere/printer";

/** Opens a shop for the running test. */
export async function openTestShop(stage: Stage, options: ShopOptions = {}): Promise<TestShop> {
  const { url, token, templates } = inject("devHost");
  const template = { needs_setup: null, locked: templates.no_shift, ...templates }[stage];
  const address = await openShop({ url, token }, template);
  onTestFinished(() => askShop(address, "close", {}));
  const shop = testShop(loopbackHost(address));
  if (options.settings !== undefined || options.printer !== undefined) {
    await shop.unlock("owner");
    const { printer } = (await shop.settingsRead()).settings;
    const target = options.printer ?? printer.target;
    await shop.changeSettings({ ...options.settings, printer: { ...printer, target } });
    await shop.sessionLock();
  }
  if (stage === "no_shift" || stage === "selling") {
    await shop.unlock(options.as ?? "cashier");
  }
  return shop;
}

function testShop(host: Host): TestShop {
  const personOf = async (role: Role): Promise<PersonView> => {
    const person = (await host.people()).find((one) => one.role === role);
    if (person === undefined) {
      throw new Error(`the shop has no ${role}`);
    }
    return person;
  };
  return {
    ...host,
    personOf,
    unlock: async (role) => {
      const { user_id } = await personOf(role);
      await host.sessionUnlock(user_id, PIN[role]);
    },
    changeSettings: async (change) => {
      const { settings } = await host.settingsRead();
      await host.settingsWrite(newCommandId(), { ...settings, ...change });
    },
    importCatalog: async (csv) => {
      const file = catalogFile(csv);
      const { mapping } = await host.importPreview(file, null);
      await host.importStart(newCommandId(), file, mapping);
      const ended = await vi.waitUntil(async () => {
        const progress = await host.importProgress();
        return ["done", "failed", "cancelled"].includes(progress.state) && progress;
      }, 30_000);
      expect(ended).toMatchObject({ state: "done", rejected: 0 });
    },
    receiptNumbers: async () => {
      const page = await host.transactionList({ text: null, before: null, limit: 50 });
      return page.items.map((row) => row.receipt_number);
    },
  };
}
