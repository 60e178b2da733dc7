import type { Language, Role, SyncState, Theme } from "@/register/api/bindings";
import { newCommandId } from "@/register/api/command-id";
import type { Host } from "@/register/api/host";
import { askShop, openShop, type ShopAddress } from "@/register/api/loopback";
import { loopbackHost } from "@/register/api/loopback-host";
import { withServer } from "@/register/testing/scripted-server";

const HOST = { url: "/dev-host" };
const PIN: Readonly<Record<Role, string>> = { owner: "1111", supervisor: "2222", cashier: "3333" };

/**
 * A shop of the development host for a plain browser. The address says how far along it is:
 * `?stage=needs_setup|locked|no_shift|selling`, `role`, `language`, `theme`, `scale`,
 * `printer=broken`, `items=N` in the cart, `sales=N` made before, and `sync=offline` or another
 * state for a server that a script plays. A reload stays in the same shop; another address opens
 * another one.
 */
export async function browserHost(): Promise<Host> {
  const wish = new URLSearchParams(window.location.search);
  const remembered = await rememberedShop();
  const address = remembered ?? (await openAs(wish.get("stage") ?? "selling"));
  sessionStorage.setItem(wishKey(), address.name);
  const host = loopbackHost(address);
  if (remembered === undefined) {
    await furnish(host, wish);
  }
  const sync = wish.get("sync");
  return sync === null ? host : withServer(host, sync as SyncState);
}

const wishKey = (): string => `kasapro.dev-shop${window.location.search}`;

/** The shop that this address opened before, while the host still has it. */
async function rememberedShop(): Promise<ShopAddress | undefined> {
  const name = sessionStorage.getItem(wishKey());
  if (name === null) {
    return undefined;
  }
  const address = { ...HOST, name };
  try {
    await askShop(address, "events/now", {});
    return address;
  } catch {
    return undefined;
  }
}

async function openAs(stage: string): Promise<ShopAddress> {
  const answer = await fetch(`${HOST.url}/templates`);
  const templates = (await answer.json()) as Readonly<Record<string, string>>;
  const template = stage === "locked" ? templates.no_shift : templates[stage];
  return openShop(HOST, template ?? null);
}

/** Brings a fresh shop to where the address wants it. */
async function furnish(host: Host, wish: URLSearchParams): Promise<void> {
  const stage = wish.get("stage") ?? "selling";
  if (stage === "needs_setup") {
    return;
  }
  await unlock(host, "owner");
  await settle(host, wish);
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
  await host.sessionUnlock(person?.user_id ?? "", PIN[role]);
}

async function settle(host: Host, wish: URLSearchParams): Promise<void> {
  const { settings } = await host.settingsRead();
  const broken = wish.get("printer") === "broken";
  await host.settingsWrite(newCommandId(), {
    ...settings,
    language: (wish.get("language") ?? settings.language) as Language,
    theme: (wish.get("theme") ?? settings.theme) as Theme,
    text_scale: Number(wish.get("scale") ?? settings.text_scale),
    printer: { ...settings.printer, ...(broken && { target: "/nowhere/printer" }) },
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
  await host.tenderComplete(newCommandId(), revision, [
    { method, amount_text: null, reference: null },
  ]);
  await host.doneDismiss();
}
