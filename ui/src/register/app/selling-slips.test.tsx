import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { openTestShop } from "@/register/testing/shop";
import { pass, pressKey, scan, typeText } from "@/kit/testing/keys";
import { showApp, textOfElement } from "@/register/testing/show-app";

/*
 * What hurried hands do: a scan in the middle of a payment, Enter once too often, Ctrl+L with
 * a dialog open.
 */

const NOODLES = "8992761002015";
const COFFEE = "8991002105447";

async function showTender() {
  const shop = await openTestShop("selling");
  await showApp(shop);
  await screen.findByTestId("sell-screen");
  scan(NOODLES);
  await waitFor(() => expect(screen.getAllByTestId("cart-row")).toHaveLength(1));
  pass(500);
  pressKey("F9");
  await screen.findByTestId("tender-screen");
  await waitFor(() => expect(textOfElement("tender-change")).toBe("Rp 0"));
  return shop;
}

describe("a scan at the tender", () => {
  test("leaves no digit of its code in the amount", async () => {
    const shop = await showTender();
    scan(COFFEE);
    await screen.findByTestId("tender-scan-refused");
    await shop.settled();
    expect(textOfElement("tender-amount")).toBe("Rp 3.500");
    expect(screen.queryByTestId("tender-remaining")).toBeNull();
  });

  test("leaves the amount as it was typed", async () => {
    const shop = await showTender();
    typeText("20000");
    scan(COFFEE);
    await screen.findByTestId("tender-scan-refused");
    await shop.settled();
    expect(textOfElement("tender-amount")).toBe("20000");
  });

  test("is spoken of until the payment goes on", async () => {
    await showTender();
    scan(COFFEE);
    await screen.findByTestId("tender-scan-refused");
    pass(500);
    typeText("20000");
    await waitFor(() => expect(screen.queryByTestId("tender-scan-refused")).toBeNull());
  });
});

describe("the change that is due", () => {
  test("is not wiped away by a second Enter that meant the payment", async () => {
    const shop = await showTender();
    pressKey("Enter");
    await screen.findByTestId("done-screen");
    const dismissed = vi.spyOn(shop, "doneDismiss");
    pressKey("Enter", { at: performance.now() + 100 });
    pressKey("Enter", { at: performance.now() + 100 });
    await shop.settled();
    expect(dismissed).not.toHaveBeenCalled();
    expect((await shop.cartView()).done).not.toBeNull();
    expect(screen.getByTestId("done-screen")).toBeInTheDocument();
    pass(1000);
    pressKey("Enter");
    await screen.findByTestId("sell-screen");
    expect(dismissed).toHaveBeenCalledOnce();
  });
});

describe("Ctrl+L", () => {
  test("locks with a dialog open, and the dialog is gone afterwards", async () => {
    const shop = await openTestShop("selling");
    await showApp(shop);
    await screen.findByTestId("sell-screen");
    pressKey("F2");
    await screen.findByTestId("find-dialog");
    pressKey("l", { ctrlKey: true });
    await screen.findByTestId("pin-dots");
    expect((await shop.appStatus()).user).toBeNull();
    expect(screen.queryByTestId("find-dialog")).toBeNull();
  });
});
