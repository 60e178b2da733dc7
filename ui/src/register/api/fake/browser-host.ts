import type { Language, SyncState, Theme } from "../bindings";
import type { Host } from "../host";
import { fakeHost } from "./fake-host";
import { syncedAs } from "./fake-sync";
import type { FakeStage, FakeWorld } from "./fake-world";

/**
 * The fake for a browser window, set up by the address:
 * `?stage=needs_setup|locked|no_shift|selling`, `language`, `theme`, `scale`, `role`,
 * `printer=broken`, `sync=offline` and its other states, `products=100000`, and `items=N` for a cart that holds something.
 */
export async function browserHost(): Promise<Host> {
  const wish = new URLSearchParams(window.location.search);
  const host = fakeHost((wish.get("stage") ?? "selling") as FakeStage, {
    language: (wish.get("language") ?? "id") as Language,
    theme: (wish.get("theme") ?? "light") as Theme,
    text_scale: Number(wish.get("scale") ?? 100),
  });
  const { world } = host;
  world.sync = syncedAs((wish.get("sync") ?? "not_enrolled") as SyncState);
  growCatalog(world, Number(wish.get("products") ?? 0));
  world.printerWorks = wish.get("printer") !== "broken";
  const role = wish.get("role");
  world.user = role === null ? world.user : (world.people.find((one) => one.role === role) ?? null);
  const hits = await host.productSearch("a", 50);
  for (const hit of hits.slice(0, Number(wish.get("items") ?? 0))) {
    const quantity = hit.weighed ? "0,75" : null;
    await host.cartAddProduct(crypto.randomUUID(), hit.product_id, quantity);
  }
  for (let sale = 0; sale < Number(wish.get("sales") ?? 0); sale += 1) {
    const items = world.items;
    await host.tenderComplete(crypto.randomUUID(), world.revision, [
      { method: sale % 3 === 1 ? "qris" : "cash", amount_text: null, reference: null },
    ]);
    world.items = items.slice(0, 2 + (sale % 5));
    world.done = null;
  }
  world.items = wish.get("sales") === null ? world.items : [];
  return host;
}

/** As many products as a supermarket has, to scroll through. */
function growCatalog(world: FakeWorld, count: number): void {
  const some = world.products;
  const more = Array.from({ length: Math.max(0, count - some.length) }, (_, place) => {
    const like = some[place % some.length];
    return like === undefined
      ? []
      : [
          {
            ...like,
            product_id: `00000000-0000-7000-8000-1${String(place).padStart(11, "0")}`,
            name: `${like.name} (${place + 2})`,
            sku: "",
            barcode: "",
          },
        ];
  });
  world.products = [...some, ...more.flat()];
}
