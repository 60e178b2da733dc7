import type { Language, Role, SyncState, Theme } from "@/register/api/bindings";
import { newCommandId } from "@/register/api/command-id";
import type { Host } from "@/register/api/host";
import {
  askHost,
  askShop,
  openShop,
  type HostAddress,
  type ShopAddress,
} from "@/register/api/loopback";
import { loopbackHost } from "@/register/api/loopback-host";
import { withServer } from "@/register/testing/scripted-server";
import { BROKEN_PRINTER, PINS } from "@/register/testing/seeded-shop";

/**
 * A shop of the development host for a plain browser. The address chooses its state:
 * `?stage=needs_setup|locked|no_shift|selling`, `role`, `language`, `theme`, `scale`,
 * `printer=broken`, `items=N` in the cart, `sales=N` before, and `sync=offline` or another sync
 * state for a scripted server. A reload stays in the same shop; another address opens another
 * one. The development server prints the address with the `key` of this start, which the browser
 * then remembers.
 */
export async function browserHost(): Promise<Host> {
  const host = { url: "/dev-host", token: keyOfThisStart() };
  try {
    return await shopOfAddress(host);
  } catch (error) {
    // There is no screen yet that could say it.
    document.body.textContent = String(error);
    throw error;
  }
}

const KEY = "kasapro.dev-key";

/** Takes the key out of the address, so that it is not copied along with it. */
function keyOfThisStart(): string {
  const address = new URL(window.location.href);
  const key = address.searchParams.get("key");
  if (key !== null) {
    localStorage.setItem(KEY, key);
    address.searchParams.delete("key");
    window.history.replaceState(null, "", address);
  }
  return localStorage.getItem(KEY) ?? "";
}

async function shopOfAddress(host: HostAddress): Promise<Host> {
  const wish = new URLSearchParams(window.location.search);
  const remembered = await rememberedShop(host);
  const shop = loopbackHost(
    remembered ?? (await openRemembered(host, wish.get("stage") ?? "selling")),
  );
  if (remembered === undefined) {
    await furnish(shop, wish);
  }
  const sync = wish.get("sync");
  return sync === null
    ? shop
    : withServer(shop, sync as SyncState, async () =>
        loopbackHost(await openRemembered(host, "locked")),
      );
}

const wishKey = (): string => `kasapro.dev-shop${window.location.search}`;

/** The shop that this address opened before, while the host still has it. */
async function rememberedShop(host: HostAddress): Promise<ShopAddress | undefined> {
  const name = sessionStorage.getItem(wishKey());
  if (name === null) {
    return undefined;
  }
  const address = { ...host, name };
  try {
    await askShop(address, "events/now", {});
    return address;
  } catch {
    return undefined;
  }
}

/** Opens the shop that the next load of this address finds again. */
async function openRemembered(host: HostAddress, stage: string): Promise<ShopAddress> {
  const templates = await askHost<Readonly<Record<string, string>>>(host, "templates", {});
  const template = stage === "locked" ? templates.no_shift : templates[stage];
  const address = await openShop(host, template ?? null);
  sessionStorage.setItem(wishKey(), address.name);
  return address;
}

/** Brings a new shop into the state that the address asks for. */
async function furnish(host: Host, wish: URLSearchParams): Promise<void> {
  const stage = wish.get("stage") ?? "selling";
  if (stage === "needs_setup") {
    return;
  }
  await unlock(host, "owner");
  await applySettings(host, wish);
  if (stage === "selling") {
    for (let sale = 0; sale < Number(wish.get("sales") ?? 0); sale += 1) {
      await fillCart(host, 1 + (sale % 5));
      await pay(host, sale % 3 === 1 ? "qris" : "cash");
    }
    await fillCart(host, Number(wish.get("items") ?? 0));
  }
  await host.sessionLock();
  if (stage !== "locked") {
    await unlock(host, (wish.get("role") ?? "cashier") as Role);
  }
}

async function unlock(host: Host, role: Role): Promise<void> {
  const person = (await host.people()).find((one) => one.role === role);
  await host.sessionUnlock(person?.user_id ?? "", PINS[role]);
}

async function applySettings(host: Host, wish: URLSearchParams): Promise<void> {
  const { settings } = await host.settingsRead();
  const broken = wish.get("printer") === "broken";
  await host.settingsWrite(newCommandId(), {
    ...settings,
    language: (wish.get("language") ?? settings.language) as Language,
    theme: (wish.get("theme") ?? settings.theme) as Theme,
    text_scale: Number(wish.get("scale") ?? settings.text_scale),
    printer: { ...settings.printer, ...(broken && { target: BROKEN_PRINTER }) },
  });
}

async function fillCart(host: Host, count: number): Promise<void> {
  const hits = count === 0 ? [] : await host.productSearch("a", 50);
  for (const hit of hits.slice(0, count)) {
    await host.cartAddProduct(newCommandId(), hit.product_id, hit.weighed ? "0,75" : null);
  }
}

async function pay(host: Host, method: "cash" | "qris"): Promise<void> {
  const { revision } = await host.cartView();
  await host.tenderComplete(
    newCommandId(),
    revision,
    [{ method, amount_text: null, reference: null }],
    null,
  );
  await host.doneDismiss(newCommandId());
}
