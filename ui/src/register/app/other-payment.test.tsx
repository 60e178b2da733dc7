import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { expectAccessible } from "@/kit/testing/accessibility";
import { pass, pressKey, scan, typeText } from "@/kit/testing/keys";
import { showApp, textOfElement } from "@/register/testing/show-app";
import { openTestShop, type TestShop } from "@/register/testing/shop";

const NOODLES = "8992761002015";

/** A bill of Rp 3.500, about to be paid by another method. */
async function payingOtherwise(): Promise<TestShop> {
  const shop = await openTestShop("selling");
  await showApp(shop);
  await screen.findByTestId("sell-screen");
  scan(NOODLES);
  await screen.findByTestId("cart-row");
  pass(600);
  pressKey("F9");
  await screen.findByTestId("tender-screen");
  pass(600);
  fireEvent.click(await screen.findByTestId("method-other"));
  await waitFor(() => expect(screen.getByTestId("tender-reference")).toBeRequired());
  return shop;
}

const sayWhat = (text: string): void => {
  fireEvent.change(screen.getByTestId("tender-reference"), { target: { value: text } });
};

test("another way of paying waits until it says what it is", async () => {
  const shop = await payingOtherwise();
  // While nothing is wrong yet, nothing is red, and the screen reckons.
  expect(screen.queryByTestId("tender-problem")).toBeNull();
  await waitFor(() => expect(textOfElement("tender-received")).toBe("Rp 3.500"));
  pass(600);
  pressKey("Enter");
  expect(await screen.findByTestId("tender-problem")).toHaveTextContent("dibayar pakai apa");
  await waitFor(() => expect(screen.getByTestId("tender-reference")).toHaveFocus());
  await expectAccessible(document.body);
  sayWhat("Voucher 17");
  expect(screen.queryByTestId("tender-problem")).toBeNull();
  pass(600);
  fireEvent.click(screen.getByTestId("tender-accept"));
  await screen.findByTestId("done-screen");
  const [sale] = (await shop.transactionList({ text: null, before: null, limit: 1 })).items;
  const { payments } = await shop.transactionShow(sale!.transaction_id);
  expect(payments.map((one) => [one.method, one.reference])).toEqual([["other", "Voucher 17"]]);
});

test("a part without it is refused and keeps what was typed", async () => {
  await payingOtherwise();
  typeText("1500");
  await waitFor(() => expect(textOfElement("tender-remaining")).toBe("Rp 2.000"));
  pass(600);
  pressKey("Enter");
  expect(await screen.findByTestId("tender-problem")).toHaveTextContent("dibayar pakai apa");
  expect(screen.queryByTestId("tender-part")).toBeNull();
  expect(textOfElement("tender-amount")).toBe("1500");
  sayWhat("Voucher 17");
  pass(600);
  fireEvent.click(screen.getByTestId("tender-accept"));
  expect(await screen.findByTestId("tender-part")).toHaveTextContent("Rp 1.500");
});

test("a refused amount leaves the keys with the amount", async () => {
  await payingOtherwise();
  typeText("500000");
  await screen.findByTestId("tender-problem");
  pressKey("Backspace");
  await waitFor(() => expect(textOfElement("tender-amount")).toBe("50000"));
  expect(screen.getByTestId("tender-reference")).not.toHaveFocus();
  expect(screen.getByTestId("tender-reference")).toHaveValue("");
});
