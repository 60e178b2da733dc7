import { screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { pass, pressKey, scan, typeText } from "@/kit/testing/keys";
import { clearCommandLine } from "@/register/features/sell/entry/command-line";
import { dismissScanProblem } from "@/register/features/sell/entry/scan-problem";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { showApp, textOfElement } from "@/register/testing/show-app";

const NOODLES = "8992761002015";

/** A cart with one item of Rp 3.500, hands at rest. */
async function withNoodles(): Promise<TestShop> {
  const shop = await openTestShop("selling");
  await showApp(shop);
  await screen.findByTestId("sell-screen");
  scan(NOODLES);
  await screen.findByTestId("cart-row");
  pass(500);
  return shop;
}

// They outlast a screen, as they do a lock.
afterEach(() => {
  dismissScanProblem();
  clearCommandLine();
});

describe("few keys at the counter", () => {
  test("exact cash is one key", async () => {
    const shop = await withNoodles();
    pressKey("Enter", { ctrlKey: true });
    await screen.findByTestId("done-screen");
    const [sale] = (await shop.transactionList({ text: null, before: null, limit: 1 })).items;
    const { payments } = await shop.transactionShow(sale!.transaction_id);
    expect(payments.map((one) => [one.method, one.amount.text])).toEqual([["cash", "Rp 3.500"]]);
  });

  test("exact cash held down, or pressed again, is one sale", async () => {
    const shop = await withNoodles();
    pressKey("Enter", { ctrlKey: true });
    pressKey("Enter", { ctrlKey: true });
    pressKey("Enter", { ctrlKey: true, repeat: true });
    await screen.findByTestId("done-screen");
    const { items } = await shop.transactionList({ text: null, before: null, limit: 5 });
    expect(items).toHaveLength(1);
  });

  test("an exact payment right behind a scan is the scanner's and takes nothing", async () => {
    await withNoodles();
    scan(NOODLES);
    pressKey("Enter", { ctrlKey: true });
    await waitFor(() => expect(textOfElement("cart-total")).toBe("Rp 7.000"));
    expect(screen.queryByTestId("done-screen")).toBeNull();
  });

  test("exact cash waits while something is typed or a scan was refused", async () => {
    await withNoodles();
    typeText("3*");
    pressKey("Enter", { ctrlKey: true });
    pressKey("Escape");
    scan("4006381333931");
    await screen.findByTestId("scan-problem");
    pass(500);
    pressKey("Enter", { ctrlKey: true });
    expect(screen.queryByTestId("done-screen")).toBeNull();
    pressKey("Escape");
    await waitFor(() => expect(screen.queryByTestId("scan-problem")).toBeNull());
    pressKey("Enter", { ctrlKey: true });
    await screen.findByTestId("done-screen");
  });

  test("Enter behind a typed code enters it, though a button has the focus", async () => {
    await withNoodles();
    screen.getByTestId("row-increase").focus();
    typeText(NOODLES);
    pressKey("Enter");
    await waitFor(() => expect(textOfElement("cart-total")).toBe("Rp 7.000"));
    expect(screen.queryByTestId("command-text")).toBeNull();
  });

  test("a code that begins with a plus is no step", async () => {
    await withNoodles();
    scan("+A123BJC5D6E71G");
    await screen.findByTestId("scan-problem");
    expect(textOfElement("cart-total")).toBe("Rp 3.500");
  });

  test("a long number and F4 is asked about", async () => {
    await withNoodles();
    typeText("10023");
    pressKey("F4");
    await screen.findByTestId("quantity-dialog");
    expect(textOfElement("cart-total")).toBe("Rp 3.500");
  });

  test("a typed number and F4 is the quantity of the selected item", async () => {
    await withNoodles();
    typeText("12");
    pressKey("F4");
    await waitFor(() => expect(textOfElement("cart-total")).toBe("Rp 42.000"));
    expect(screen.queryByTestId("quantity-dialog")).toBeNull();
    expect(screen.queryByTestId("command-text")).toBeNull();
  });

  test("a typed number and F7 is the discount of the selected item in percent", async () => {
    await withNoodles();
    typeText("10");
    pressKey("F7");
    await waitFor(() => expect(textOfElement("cart-total")).toBe("Rp 3.150"));
    expect(screen.queryByTestId("discount-dialog")).toBeNull();
  });

  test.each(["0", "500"])("%s is no percentage: F7 asks", async (typed) => {
    await withNoodles();
    typeText(typed);
    pressKey("F7");
    await screen.findByTestId("discount-dialog");
    expect(textOfElement("cart-total")).toBe("Rp 3.500");
  });

  test("a star at the payment is three zeros", async () => {
    await withNoodles();
    pressKey("F9");
    await screen.findByTestId("tender-screen");
    pass(600);
    typeText("50");
    pressKey("*");
    await waitFor(() => expect(textOfElement("tender-change")).toBe("Rp 46.500"));
  });

  test("everything that a finger presses is reached by Tab, but for the digits", async () => {
    await withNoodles();
    for (const id of [
      "undo-button",
      "clear-button",
      "drawer-button",
      "reprint-last-button",
      "row-increase",
      "row-remove",
      "pay-button",
      "key-exact",
    ]) {
      expect(screen.getByTestId(id), id).not.toHaveAttribute("tabindex", "-1");
    }
    expect((await screen.findAllByTestId("product-tile"))[0]).not.toHaveAttribute("tabindex", "-1");
    expect(screen.getByTestId("key-7")).toHaveAttribute("tabindex", "-1");
  });
});
