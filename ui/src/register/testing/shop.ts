import { act } from "@testing-library/react";
import { inject, onTestFinished } from "vitest";
import type { PersonView, Role, SettingsInput } from "@/register/api/bindings";
import { newCommandId } from "@/register/api/command-id";
import type { Host } from "@/register/api/host";
import { askShop, openShop, type ShopAddress } from "@/register/api/loopback";
import { loopbackHost } from "@/register/api/loopback-host";
import { catalogFile } from "./catalog-file";
import { importCatalog, PINS } from "./seeded-shop";

/** How far along a shop is when a test begins. */
export type Stage = "needs_setup" | "locked" | "no_shift" | "selling";

export interface ShopOptions {
  readonly settings?: Partial<SettingsInput>;
  /** The file that receipts are printed to; a `BROKEN_PRINTER` takes none. */
  readonly printer?: string;
  /** Who has unlocked the register; the cashier unless said otherwise. */
  readonly as?: Role;
}

/** A real shop of the development host; a test may replace single commands. */
export interface TestShop extends Host {
  readonly unlock: (role: Role) => Promise<void>;
  readonly personOf: (role: Role) => Promise<PersonView>;
  readonly changeSettings: (change: Partial<SettingsInput>) => Promise<void>;
  /** Waits until every command that the screens sent is answered, and all that came of it. */
  readonly settled: () => Promise<void>;
  /** Does what a restart of the program does: the ledger is read anew, the register locked. */
  readonly restart: () => Promise<void>;
  /** Imports a catalog and waits until it is there. */
  readonly importCatalog: (csv: string) => Promise<void>;
  /** The numbers of the receipts given out so far, newest first. */
  readonly receiptNumbers: () => Promise<string[]>;
}

/** Opens a shop for the running test. */
export async function openTestShop(stage: Stage, options: ShopOptions = {}): Promise<TestShop> {
  const { url, token, templates } = inject("devHost");
  const template = { needs_setup: null, locked: templates.no_shift, ...templates }[stage];
  const address = await openShop({ url, token }, template);
  onTestFinished(() => askShop(address, "close", {}));
  const shop = testShop(address);
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

function testShop(address: ShopAddress): TestShop {
  const { host, settled } = counting(loopbackHost(address));
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
      await host.sessionUnlock(user_id, PINS[role]);
    },
    changeSettings: async (change) => {
      const { settings } = await host.settingsRead();
      await host.settingsWrite(newCommandId(), { ...settings, ...change });
    },
    settled,
    restart: async () => {
      await askShop(address, "close", {});
      await askShop(address, "reopen", {});
    },
    importCatalog: (csv) => importCatalog(address, catalogFile(csv)),
    receiptNumbers: async () => {
      const page = await host.transactionList({ text: null, before: null, limit: 50 });
      return page.items.map((row) => row.receipt_number);
    },
  };
}

/** A host, and a way to wait until all of its commands are answered. */
function counting(host: Host): { readonly host: Host; readonly settled: () => Promise<void> } {
  const inFlight = new Set<Promise<unknown>>();
  const { subscribe, ...commands } = host;
  const counted = Object.entries(commands).map(([name, command]) => [
    name,
    (...values: unknown[]) => {
      const answer = (command as (...values: unknown[]) => Promise<unknown>)(...values);
      inFlight.add(answer);
      const forget = (): void => void inFlight.delete(answer);
      answer.then(forget, forget);
      return answer;
    },
  ]);
  const answered = async (): Promise<void> => {
    await eventLoopTurn();
    while (inFlight.size > 0) {
      await Promise.allSettled(inFlight);
      await eventLoopTurn();
    }
  };
  const settled = async (): Promise<void> => {
    do {
      // Its end draws the screens, and what they then ask for is waited for as well.
      await act(answered);
    } while (inFlight.size > 0);
  };
  return {
    host: { ...(Object.fromEntries(counted) as Omit<Host, "subscribe">), subscribe },
    settled,
  };
}

/** Lets everything run that is ready to. */
const eventLoopTurn = (): Promise<void> => new Promise((resume) => setTimeout(resume, 0));
