import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { newCommandId } from "@/register/api/command-id";
import { BROKEN_PRINTER, PINS } from "@/register/testing/seeded-shop";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { expectAccessible } from "@/kit/testing/accessibility";
import { pass, pressKey, scan, typeText } from "@/kit/testing/keys";
import { showApp, textOfElement } from "@/register/testing/show-app";

const NOODLES = "8992761002015";
const COFFEE = "8991002105447";
const UNKNOWN = "8990000000011";

const rows = () => screen.queryAllByTestId("cart-row");
const rowsToBe = (count: number) => waitFor(() => expect(rows()).toHaveLength(count));
const total = () => textOfElement("cart-total");

const revisionOf = async (shop: TestShop) => (await shop.cartView()).revision;

async function showRegister(opened?: TestShop) {
  const shop = opened ?? (await openTestShop("selling"));
  await showApp(shop);
  await screen.findByTestId("sell-screen");
  return shop;
}

/** Sells a packet of noodles without a screen. */
async function sellNoodles(shop: TestShop) {
  const { cart } = await shop.cartScan(newCommandId(), NOODLES, null);
  await shop.tenderComplete(
    newCommandId(),
    cart.revision,
    [{ method: "cash", amount_text: null, reference: null }],
    null,
  );
}

/** A register whose cart holds one packet of noodles, at the tender. */
async function showTender() {
  const shop = await showRegister();
  scan(NOODLES);
  await rowsToBe(1);
  pass(500);
  pressKey("F9");
  await screen.findByTestId("tender-screen");
  await waitFor(() => expect(textOfElement("tender-change")).toBe("Rp 0"));
  return shop;
}

describe("the register", () => {
  test("a scan becomes an item wherever the focus is", async () => {
    await showRegister();
    screen.getByTestId("menu-button").focus();
    scan(NOODLES);
    await rowsToBe(1);
    expect(total()).toBe("Rp 3.500");
    expect(textOfElement("last-scan")).toContain("Mi goreng instan 85 g");
  });

  test("scans in a row arrive in order, and none is lost", async () => {
    await showRegister();
    scan(NOODLES);
    scan(COFFEE);
    scan(NOODLES);
    await waitFor(() => expect(total()).toBe("Rp 21.500"));
    expect(rows().map((row) => within(row).getByTestId("cart-quantity").textContent)).toEqual([
      "2",
      "1",
    ]);
  });

  test("what a scan leaked into the command line is taken back", async () => {
    await showRegister();
    typeText("12");
    scan(NOODLES);
    await rowsToBe(1);
    expect(screen.queryByTestId("command-text")).toBeNull();
  });

  test("a number and a star before a scan are its quantity, once", async () => {
    await showRegister();
    typeText("3*");
    expect(textOfElement("command-quantity")).toBe("3 ×");
    scan(NOODLES);
    await waitFor(() => expect(total()).toBe("Rp 10.500"));
    scan(NOODLES);
    await waitFor(() => expect(total()).toBe("Rp 14.000"));
  });

  test("a typed code is entered with Enter, and Enter on an empty line does nothing", async () => {
    const shop = await showRegister();
    const before = await revisionOf(shop);
    const entered = vi.spyOn(shop, "cartScan");
    pressKey("Enter");
    await shop.settled();
    expect(entered).not.toHaveBeenCalled();
    typeText(NOODLES);
    pressKey("Enter");
    await rowsToBe(1);
    pressKey("Enter");
    await shop.settled();
    expect(entered).toHaveBeenCalledOnce();
    expect(await revisionOf(shop)).toBe(before + 1);
  });

  test("Enter never pays: any mix of scans and Enters leaves the sale unpaid", async () => {
    const shop = await showRegister();
    const paid = vi.spyOn(shop, "tenderComplete");
    const step = fc.constantFrom(
      () => scan(NOODLES),
      () => pressKey("Enter"),
      () => pass(400),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        steps.forEach((run) => run());
        await shop.settled();
        expect(screen.queryByTestId("tender-screen")).toBeNull();
        expect(paid).not.toHaveBeenCalled();
      }),
      { numRuns: 15 },
    );
    scan(NOODLES);
    await shop.settled();
    pass(500);
    pressKey("F9");
    await screen.findByTestId("tender-screen");
    pressKey("Enter");
    await screen.findByTestId("done-screen");
    expect(paid).toHaveBeenCalledOnce();
  });

  test("an unknown code stands until Esc; Enter does not dismiss it and scans are counted", async () => {
    await showRegister();
    scan(UNKNOWN);
    expect(await screen.findByTestId("scan-problem")).toHaveTextContent(UNKNOWN);
    pass(500);
    pressKey("Enter");
    scan(NOODLES);
    await waitFor(() => expect(textOfElement("problem-refused")).toContain("1"));
    expect(rows()).toHaveLength(0);
    pressKey("Escape");
    expect(screen.queryByTestId("scan-problem")).toBeNull();
    scan(NOODLES);
    await rowsToBe(1);
  });

  test("quantity, removal and undo work by keys alone", async () => {
    await showRegister();
    scan(NOODLES);
    await rowsToBe(1);
    pressKey("+", { code: "NumpadAdd" });
    await waitFor(() => expect(total()).toBe("Rp 7.000"));
    pressKey("Delete");
    await rowsToBe(0);
    pressKey("z", { ctrlKey: true });
    await waitFor(() => expect(total()).toBe("Rp 7.000"));
  });

  test("a scan is refused while a dialog asks for a quantity, and does not land in it", async () => {
    const shop = await showRegister();
    scan(NOODLES);
    await rowsToBe(1);
    const before = await revisionOf(shop);
    const scanned = vi.spyOn(shop, "cartScan");
    pressKey("F4");
    const field = await screen.findByTestId("quantity-field");
    scan(COFFEE);
    await shop.settled();
    expect(scanned).not.toHaveBeenCalled();
    expect(field).toHaveValue("1");
    expect(await revisionOf(shop)).toBe(before);
    expect(screen.getByTestId("quantity-dialog")).toBeVisible();
  });

  test("a discount beyond the cashier's limit asks for a supervisor in place", async () => {
    const shop = await showRegister();
    scan(COFFEE);
    await rowsToBe(1);
    pressKey("F7");
    const field = await screen.findByTestId("discount-field");
    pass(500);
    fireEvent.change(field, { target: { value: "50" } });
    fireEvent.submit(field);
    await screen.findByTestId("approval-dialog");
    fireEvent.click(await screen.findByText("Bambang Hidayat"));
    await screen.findByTestId("pin-dots");
    typeText(PINS.supervisor);
    await waitFor(() => expect(total()).toBe("Rp 7.250"));
    expect((await shop.appStatus()).user?.role).toBe("cashier");
  });

  test("the register has no accessibility fault", async () => {
    await showRegister();
    scan(NOODLES);
    await rowsToBe(1);
    await expectAccessible(document.body);
  });
});

describe("the tender", () => {
  test("exact cash is one Enter, and the done screen shows the change until the next scan", async () => {
    const shop = await showTender();
    pass(500);
    pressKey("Enter");
    await screen.findByTestId("done-screen");
    expect(textOfElement("done-change")).toBe("Rp 0");
    scan(COFFEE);
    await screen.findByTestId("sell-screen");
    await rowsToBe(1);
    expect(total()).toBe("Rp 14.500");
    expect(await shop.receiptNumbers()).toHaveLength(1);
  });

  test("a scanner too slow to be recognised still starts the next sale", async () => {
    const shop = await showTender();
    pass(500);
    pressKey("Enter");
    await screen.findByTestId("done-screen");
    typeText(COFFEE);
    expect(textOfElement("done-typed")).toBe(COFFEE);
    pressKey("Enter");
    await screen.findByTestId("sell-screen");
    await rowsToBe(1);
    expect(total()).toBe("Rp 14.500");
    expect(await shop.receiptNumbers()).toHaveLength(1);
  });

  test("typed cash gives change", async () => {
    await showTender();
    expect(textOfElement("tender-due")).toBe("Rp 3.500");
    typeText("20000");
    await waitFor(() => expect(textOfElement("tender-change")).toBe("Rp 16.500"));
    pressKey("Enter");
    await screen.findByTestId("done-screen");
    expect(textOfElement("done-change")).toBe("Rp 16.500");
  });

  test("a double press is one payment", async () => {
    const shop = await showTender();
    const paid = vi.spyOn(shop, "tenderComplete");
    const button = screen.getByTestId("tender-accept");
    pass(600);
    button.click();
    button.click();
    pressKey("F9");
    await screen.findByTestId("done-screen");
    await shop.settled();
    expect(await shop.receiptNumbers()).toHaveLength(1);
    expect(new Set(paid.mock.calls.map(([commandId]) => commandId)).size).toBe(1);
  });

  test("F9 pressed twice and a double tap on Pay take no money", async () => {
    const shop = await showTender();
    const paid = vi.spyOn(shop, "tenderComplete");
    pass(120);
    pressKey("F9");
    pass(180);
    screen.getByTestId("tender-accept").click();
    await shop.settled();
    expect(paid).not.toHaveBeenCalled();
    expect(await shop.receiptNumbers()).toHaveLength(0);
    pass(600);
    pressKey("F9");
    await screen.findByTestId("done-screen");
  });

  test("the done screen outlasts a double tap and a storm of Enters", async () => {
    const shop = await showTender();
    const copied = vi.spyOn(shop, "receiptReprint");
    pass(600);
    pressKey("Enter");
    await screen.findByTestId("done-screen");
    pass(180);
    screen.getByTestId("done-next").click();
    screen.getByTestId("done-reprint").click();
    for (let press = 0; press < 12; press += 1) {
      pass(120);
      pressKey("Enter");
    }
    await shop.settled();
    expect(textOfElement("done-change")).toBe("Rp 0");
    expect(copied).not.toHaveBeenCalled();
    pass(600);
    screen.getByTestId("done-next").click();
    await screen.findByTestId("sell-screen");
  });

  test("a scan is refused aloud and its Enter pays nothing", async () => {
    const shop = await showTender();
    const before = await revisionOf(shop);
    const paid = vi.spyOn(shop, "tenderComplete");
    scan(COFFEE);
    pressKey("Enter", { at: performance.now() + 280 });
    await screen.findByTestId("tender-scan-refused");
    await shop.settled();
    expect(paid).not.toHaveBeenCalled();
    expect(await shop.receiptNumbers()).toHaveLength(0);
    expect(await revisionOf(shop)).toBe(before);
  });

  test("a held F9 goes to the tender and pays nothing", async () => {
    const shop = await showTender();
    const paid = vi.spyOn(shop, "tenderComplete");
    pressKey("F9", { repeat: true });
    pressKey("F9", { repeat: true });
    await shop.settled();
    expect(paid).not.toHaveBeenCalled();
    expect(await shop.receiptNumbers()).toHaveLength(0);
  });

  test("cash and QRIS together pay one sale", async () => {
    const shop = await showTender();
    typeText("1500");
    await waitFor(() => expect(textOfElement("tender-remaining")).toBe("Rp 2.000"));
    pressKey("Enter");
    await screen.findByTestId("tender-part");
    screen.getByTestId("method-qris").click();
    await waitFor(() => expect(textOfElement("tender-due")).toBe("Rp 2.000"));
    await screen.findByTestId("tender-reference");
    pass(600);
    pressKey("Enter", { target: document.body });
    await screen.findByTestId("done-screen");
    const [sale] = (await shop.transactionList({ text: null, before: null, limit: 1 })).items;
    const { payments } = await shop.transactionShow(sale!.transaction_id);
    expect(payments.map((one) => one.method)).toEqual(["cash", "qris"]);
  });

  test("going back leaves the cart as it was", async () => {
    await showTender();
    pressKey("Escape");
    await screen.findByTestId("sell-screen");
    expect(total()).toBe("Rp 3.500");
  });

  test("the tender and the done screen have no accessibility fault", async () => {
    await showTender();
    await expectAccessible(document.body);
    pressKey("Enter");
    await screen.findByTestId("done-screen");
    await expectAccessible(document.body);
  });
});

describe("around the sale", () => {
  test("a printer that fails shows on the done screen and in the header, and the sale stands", async () => {
    const shop = await openTestShop("selling", { printer: BROKEN_PRINTER });
    await showRegister(shop);
    scan(NOODLES);
    await rowsToBe(1);
    pass(500);
    pressKey("F9");
    await screen.findByTestId("tender-screen");
    pressKey("Enter");
    await screen.findByTestId("done-screen");
    await waitFor(() =>
      expect(screen.getByTestId("receipt-state")).toHaveAttribute("data-state", "failed"),
    );
    expect(await screen.findByTestId("print-queue-chip")).toBeVisible();
    expect(await shop.receiptNumbers()).toHaveLength(1);
  });

  test("a restart between payment and receipt comes back to the done screen", async () => {
    const shop = await openTestShop("selling");
    await sellNoodles(shop);
    await shop.restart();
    await shop.unlock("cashier");
    await showApp(shop);
    const [number] = await shop.receiptNumbers();
    expect(await screen.findByTestId("done-number")).toHaveTextContent(number!);
  });

  test("without a shift the register leads to opening one", async () => {
    await showApp(await openTestShop("no_shift"));
    expect(await screen.findByTestId("open-shift-screen")).toBeVisible();
  });

  test("past transactions show their receipt and print a copy", async () => {
    const shop = await openTestShop("selling");
    await sellNoodles(shop);
    await shop.doneDismiss(newCommandId());
    const receiptReprint = vi.spyOn(shop, "receiptReprint");
    await showRegister(shop);
    pressKey("F8");
    await screen.findByTestId("transactions-screen");
    expect(await screen.findByTestId("receipt-paper")).toHaveTextContent("Mi goreng instan");
    screen.getByTestId("reprint-button").click();
    await waitFor(() => expect(receiptReprint).toHaveResolved());
    await expectAccessible(document.body);
  });
});
