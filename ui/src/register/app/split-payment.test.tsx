import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { newCommandId } from "@/register/api/command-id";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { expectAccessible } from "@/kit/testing/accessibility";
import { pass, pressKey, scan, typeText } from "@/kit/testing/keys";
import { showApp, textOfElement } from "@/register/testing/show-app";

const NOODLES = "8992761002015";

const parts = () => screen.queryAllByTestId("tender-part");

/** A bill of Rp 3.500 of which Rp 1.500 came by QRIS. */
async function takeQrisPart(): Promise<TestShop> {
  const shop = await openTestShop("selling");
  await showApp(shop);
  await screen.findByTestId("sell-screen");
  scan(NOODLES);
  await screen.findByTestId("cart-row");
  pass(500);
  pressKey("F9");
  await screen.findByTestId("tender-screen");
  fireEvent.click(await screen.findByTestId("method-qris"));
  await screen.findByTestId("tender-reference");
  typeText("1500");
  await waitFor(() => expect(textOfElement("tender-remaining")).toBe("Rp 2.000"));
  pressKey("Enter");
  await screen.findByTestId("tender-part");
  return shop;
}

async function payAgain(): Promise<void> {
  pass(600);
  pressKey("F9");
  await screen.findByTestId("tender-screen");
}

describe("a part that was taken", () => {
  test("in cash lowers what is owed", async () => {
    await showApp(await openTestShop("selling"));
    await screen.findByTestId("sell-screen");
    scan(NOODLES);
    await screen.findByTestId("cart-row");
    await payAgain();
    typeText("1500");
    await waitFor(() => expect(textOfElement("tender-remaining")).toBe("Rp 2.000"));
    pressKey("Enter");
    await screen.findByTestId("tender-part");
    await waitFor(() => expect(textOfElement("tender-due")).toBe("Rp 2.000"));
  });

  test("stays when the payment is left, and the register says so", async () => {
    await takeQrisPart();
    pressKey("Escape");
    await screen.findByTestId("sell-screen");
    expect(textOfElement("cart-taken")).toContain("Rp 1.500");
    expect(textOfElement("cart-taken")).toContain("Rp 2.000");
    await expectAccessible(document.body);
    await payAgain();
    expect(parts()).toHaveLength(1);
    await waitFor(() => expect(textOfElement("tender-due")).toBe("Rp 2.000"));
  });

  test("stays through a lock", async () => {
    const shop = await takeQrisPart();
    pass(600);
    pressKey("l", { ctrlKey: true });
    await screen.findByTestId("lock-screen");
    await act(() => shop.unlock("cashier"));
    await waitFor(() => expect(screen.queryByTestId("lock-screen")).toBeNull());
    if (screen.queryByTestId("tender-screen") === null) {
      await payAgain();
    }
    await screen.findByTestId("tender-part");
    await waitFor(() => expect(textOfElement("tender-due")).toBe("Rp 2.000"));
  });

  test("stays through a restart and is paid for with the rest", async () => {
    const opened = await openTestShop("selling");
    const { cart } = await opened.cartScan(newCommandId(), NOODLES, null);
    const qris = { method: "qris", amount_text: "1500", reference: "R-7" } as const;
    await opened.tenderTakePart(newCommandId(), cart.revision, qris);
    await opened.restart();
    await opened.unlock("cashier");
    await showApp(opened);
    await screen.findByTestId("cart-taken");
    await payAgain();
    await waitFor(() => expect(textOfElement("tender-due")).toBe("Rp 2.000"));
    pass(600);
    pressKey("Enter");
    await screen.findByTestId("done-screen");
    const [sale] = (await opened.transactionList({ text: null, before: null, limit: 1 })).items;
    const { payments } = await opened.transactionShow(sale!.transaction_id);
    expect(payments.map((one) => [one.method, one.amount.text, one.reference])).toEqual([
      ["qris", "Rp 1.500", "R-7"],
      ["cash", "Rp 2.000", null],
    ]);
  });

  test("is taken out only after a question", async () => {
    await takeQrisPart();
    pass(600);
    pressKey("Delete");
    expect(await screen.findByTestId("remove-part-dialog")).toHaveTextContent("QRIS Rp 1.500");
    fireEvent.click(screen.getByTestId("alert-cancel"));
    expect(parts()).toHaveLength(1);
    fireEvent.click(screen.getByTestId("remove-part"));
    fireEvent.click(await screen.findByTestId("alert-confirm"));
    await waitFor(() => expect(parts()).toHaveLength(0));
    await waitFor(() => expect(textOfElement("tender-due")).toBe("Rp 3.500"));
  });

  test("is taken once however often Enter is pressed, and nothing pays the rest by itself", async () => {
    const shop = await takeQrisPart();
    for (let press = 0; press < 2; press += 1) {
      pressKey("Enter", { target: document.body });
    }
    await shop.settled();
    expect(parts()).toHaveLength(1);
    expect(await shop.receiptNumbers()).toHaveLength(0);
  });
});

describe("the money that is in the hand", () => {
  test("a likely amount is one touch", async () => {
    const shop = await openTestShop("selling");
    await showApp(shop);
    await screen.findByTestId("sell-screen");
    scan(NOODLES);
    await screen.findByTestId("cart-row");
    await payAgain();
    const notes = await screen.findAllByTestId("quick-cash");
    pass(600);
    fireEvent.click(notes.find((note) => note.textContent === "Rp 5.000")!);
    await screen.findByTestId("done-screen");
    expect(textOfElement("done-change")).toBe("Rp 1.500");
  });

  test("F9 takes what is shown and nothing else", async () => {
    const shop = await openTestShop("selling");
    await showApp(shop);
    await screen.findByTestId("sell-screen");
    scan(NOODLES);
    await screen.findByTestId("cart-row");
    await payAgain();
    await screen.findByTestId("quick-cash-exact");
    pass(600);
    typeText("20000");
    await waitFor(() => expect(textOfElement("tender-change")).toBe("Rp 16.500"));
    pressKey("F9");
    await screen.findByTestId("done-screen");
    expect(textOfElement("done-change")).toBe("Rp 16.500");
  });

  test("the paid sale leads to the transactions", async () => {
    const shop = await openTestShop("selling");
    await showApp(shop);
    await screen.findByTestId("sell-screen");
    scan(NOODLES);
    await screen.findByTestId("cart-row");
    await payAgain();
    pass(600);
    pressKey("Enter");
    await screen.findByTestId("done-screen");
    pressKey("F8");
    await screen.findByTestId("transactions-screen");
    pressKey("Escape");
    await screen.findByTestId("done-screen");
  });
});
