import { describe, expect, test } from "vitest";
import { installHost } from "./client";
import { syncedAs } from "@/register/testing/scripted-server";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { newCommandId } from "./command-id";
import { laterCart, newQueryClient, statusQuery, syncQuery } from "./queries";

const NOODLES = "8992761002015";

async function scanned(shop: TestShop) {
  return (await shop.cartScan(newCommandId(), NOODLES, null)).cart;
}

const paidInCash = (shop: TestShop, revision: number) =>
  shop.tenderComplete(
    newCommandId(),
    revision,
    [{ method: "cash", amount_text: null, reference: null }],
    null,
  );

describe("of two carts that overtook each other", () => {
  test("the one of the higher revision is shown", async () => {
    const shop = await openTestShop("selling");
    const before = await shop.cartView();
    const after = await scanned(shop);
    expect(laterCart(undefined, before)).toBe(before);
    expect(laterCart(before, after)).toBe(after);
    expect(laterCart(after, before)).toBe(after);
  });

  test("news of the receipt replaces what was shown", async () => {
    const shop = await openTestShop("selling");
    const { revision } = await scanned(shop);
    const done = await paidInCash(shop, revision);
    const queued = await shop.cartView();
    const printed = { ...queued, done: { ...done, receipt_state: "printed" as const } };
    expect(laterCart(queued, printed)).toBe(printed);
  });

  test("a sale that was just paid does not turn into an unpaid one", async () => {
    const shop = await openTestShop("selling");
    const unpaid = await scanned(shop);
    const done = await paidInCash(shop, unpaid.revision);
    const paid = { ...unpaid, done };
    expect(laterCart(paid, unpaid)).toBe(paid);
  });
});

describe("an answer that an event has overtaken", () => {
  test("does not take the sync back to what it was", async () => {
    installHost(await openTestShop("locked"));
    const client = newQueryClient();
    await client.query(syncQuery);
    client.setQueryData(syncQuery.queryKey, { ...syncedAs("synced"), revision: 9 });
    client.setQueryData(syncQuery.queryKey, { ...syncedAs("attention"), revision: 8 });
    expect(client.getQueryData(syncQuery.queryKey)?.state).toBe("synced");
    client.setQueryData(syncQuery.queryKey, { ...syncedAs("offline"), revision: 10 });
    expect(client.getQueryData(syncQuery.queryKey)?.state).toBe("offline");
  });

  test("does not take the register back to what it was, though it was asked for later", async () => {
    const shop = await openTestShop("selling");
    const early = await shop.appStatus();
    const later = await shop.appStatus();
    expect(later.revision).toBeGreaterThan(early.revision);
    installHost({ ...shop, appStatus: () => Promise.resolve(early) });
    const client = newQueryClient();
    await client.query(statusQuery);
    client.setQueryData(statusQuery.queryKey, later);
    await client.refetchQueries(statusQuery);
    expect(client.getQueryData(statusQuery.queryKey)).toBe(later);
  });
});
