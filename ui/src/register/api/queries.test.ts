import { describe, expect, test } from "vitest";
import { fakeHost } from "./fake/fake-host";
import { laterCart } from "./queries";

const NOODLES = "8992761002015";

describe("of two carts that overtook each other", () => {
  test("the one of the higher revision is shown", async () => {
    const host = fakeHost("selling");
    const before = await host.cartView();
    const { cart: after } = await host.cartScan("c1", NOODLES, null);
    expect(laterCart(undefined, before)).toBe(before);
    expect(laterCart(before, after)).toBe(after);
    expect(laterCart(after, before)).toBe(after);
  });

  test("news of the receipt replaces what was shown", async () => {
    const host = fakeHost("selling");
    await host.cartScan("c1", NOODLES, null);
    const done = await host.tenderComplete("c2", 1, [
      { method: "cash", amount_text: null, reference: null },
    ]);
    const queued = await host.cartView();
    const printed = { ...queued, done: { ...done, receipt_state: "printed" as const } };
    expect(laterCart(queued, printed)).toBe(printed);
  });

  test("a sale that was just paid does not turn into an unpaid one", async () => {
    const host = fakeHost("selling");
    const { cart: unpaid } = await host.cartScan("c1", NOODLES, null);
    const done = await host.tenderComplete("c2", 1, [
      { method: "cash", amount_text: null, reference: null },
    ]);
    const paid = { ...unpaid, done };
    expect(laterCart(paid, unpaid)).toBe(paid);
  });
});
