import { describe, expect, test } from "vitest";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { newCommandId } from "./command-id";
import { laterCart } from "./queries";

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
