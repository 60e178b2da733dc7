import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { dismissScanProblem } from "@/register/features/sell/entry/scan-problem";
import { openTestShop } from "@/register/testing/shop";
import type { Role } from "@/register/api/bindings";
import { pass, pressKey, scan, typeText } from "@/kit/testing/keys";
import { showApp } from "@/register/testing/show-app";

const NOODLES = "8992761002015";
const COFFEE = "8991002105447";
const UNKNOWN = "8990000000011";

afterEach(() => void dismissScanProblem());

async function showCart(as: Role = "cashier"): Promise<void> {
  await showApp(await openTestShop("selling", { as }));
  await screen.findByTestId("sell-screen");
  scan(NOODLES);
  await screen.findByTestId("cart-row");
  pass(500);
}

test("a scan over a dialog is refused in words, with its code", async () => {
  await showCart();
  pressKey("F4");
  await screen.findByTestId("quantity-dialog");
  scan(COFFEE);
  await waitFor(() => expect(screen.getByTestId("toast")).toHaveTextContent(COFFEE));
});

test("a quantity of nothing keeps the question open and says why", async () => {
  await showCart();
  pressKey("F4");
  const field = await screen.findByTestId("quantity-field");
  fireEvent.change(field, { target: { value: "0" } });
  fireEvent.click(screen.getByTestId("quantity-ok"));
  expect(screen.getByTestId("quantity-dialog")).toHaveTextContent("Qty harus lebih dari 0");
});

test("plus and minus of the main row change the quantity, and are typed behind letters", async () => {
  await showCart();
  typeText("+");
  await waitFor(() => expect(screen.getByTestId("cart-quantity")).toHaveTextContent("2"));
  typeText("ab-1");
  expect(screen.getByTestId("command-text")).toHaveTextContent("ab-1");
});

test("an unknown code leads a supervisor to its product, and names the scans after it", async () => {
  await showCart("supervisor");
  scan(UNKNOWN);
  await screen.findByTestId("scan-problem");
  scan(COFFEE);
  await waitFor(() => expect(screen.getByTestId("problem-refused")).toHaveTextContent(COFFEE));
  fireEvent.click(screen.getByTestId("problem-create"));
  await screen.findByTestId("products-screen");
  await waitFor(() => expect(screen.getByTestId("products-search")).toHaveValue(UNKNOWN));
});

test("a cashier is led to no product", async () => {
  await showCart();
  scan(UNKNOWN);
  await screen.findByTestId("scan-problem");
  expect(screen.queryByTestId("problem-create")).toBeNull();
});

test("the web view's own menu stays away, but for fields", async () => {
  await showCart();
  expect(fireEvent.contextMenu(screen.getByTestId("cart-row"))).toBe(false);
  pressKey("F2");
  const field = (await screen.findByTestId("find-dialog")).querySelector("input")!;
  expect(fireEvent.contextMenu(field)).toBe(true);
});

test("the discount shows what it makes of the price before it is given", async () => {
  await showCart();
  pressKey("F7");
  const field = await screen.findByTestId("discount-field");
  expect(screen.getByTestId("discount-none")).toBeDisabled();
  fireEvent.change(field, { target: { value: "10" } });
  await waitFor(() => expect(screen.getByTestId("discount-outcome")).toHaveTextContent("Rp 3.150"));
});
