import type { ImportProgress, Role } from "../api/bindings";
import { askShop, type Events, type ShopAddress } from "../api/loopback.ts";

/*
 * What the seeding of the template shops, the tests and the browser have in common. It runs in
 * Node and in a browser, so it imports neither's modules.
 */

/** The PINs of the people in a seeded shop. */
export const PINS: Readonly<Record<Role, string>> = {
  owner: "1111",
  supervisor: "2222",
  cashier: "3333",
};

/** A receipt printed there is lost, as with a printer that is switched off. */
export const BROKEN_PRINTER = "/nowhere/printer";

/** Imports a catalog file and waits until every row of it is in the shop. */
export async function importCatalog(shop: ShopAddress, file: string): Promise<void> {
  const ask = <Answer>(command: string, values: object): Promise<Answer> =>
    askShop(shop, `command/${command}`, values);
  const { mapping } = await ask<{ mapping: object }>("import_preview", {
    path: file,
    mapping: null,
  });
  let { count } = await askShop<Events>(shop, "events/now", {});
  await ask("import_start", { commandId: crypto.randomUUID(), path: file, mapping });
  let progress: ImportProgress | undefined;
  while (progress === undefined || !hasEnded(progress)) {
    const news = await askShop<Events>(shop, `events/${count}`, {});
    count = news.count;
    progress = news.events.findLast((event) => event.name === "importProgressed")?.payload;
  }
  if (progress.state !== "done" || progress.rejected > 0) {
    throw new Error(`the catalog was not imported: ${JSON.stringify(progress)}`);
  }
}

function hasEnded({ state }: ImportProgress): boolean {
  return state === "done" || state === "failed" || state === "cancelled";
}
