import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import type { Role } from "@/register/api/bindings";
import { newCommandId } from "@/register/api/command-id";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { showRoutedScreen } from "@/register/testing/show-routed-screen";
import { startKeyboard } from "@/kit/keyboard/key-layers";
import { expectAccessible } from "@/kit/testing/accessibility";
import { TransactionsScreen } from "./transactions-screen";

const NOODLES = "8992761002015";

beforeEach(() => startKeyboard());

async function sell(shop: TestShop): Promise<void> {
  const { cart } = await shop.cartScan(newCommandId(), NOODLES, null);
  const offer = { method: "cash", amount_text: null, reference: null } as const;
  await shop.tenderComplete(newCommandId(), cart.revision, [offer], null);
}

/** The screen after three sales of Rp 3.500, for a person. */
async function shown(as: Role) {
  const shop = await openTestShop("selling", { as });
  await sell(shop);
  await sell(shop);
  await sell(shop);
  const view = showRoutedScreen(<TransactionsScreen />, shop);
  await waitFor(() => expect(screen.getAllByTestId("table-row")).toHaveLength(3));
  return { ...view, shop };
}

const selected = (): number =>
  screen.getAllByTestId("table-row").findIndex((row) => row.ariaSelected === "true");

test("a cashier who will count the drawer finds receipts, and no amounts to add up", async () => {
  const { container } = await shown("cashier");
  expect(screen.getByTestId("transactions-hidden")).toHaveTextContent("setelah laci dihitung");
  expect(screen.getByTestId("transactions-table")).not.toHaveTextContent("Rp");
  expect(screen.getByTestId("transactions-table")).not.toHaveTextContent("Tunai");
  // A customer who asks for a receipt gets it in full.
  expect(await screen.findByTestId("receipt-paper")).toHaveTextContent("3.500");
  await expectAccessible(container);
});

test("whoever may see the drawer reads the amounts", async () => {
  await shown("supervisor");
  expect(screen.getByTestId("transactions-table")).toHaveTextContent("Rp 3.500");
  expect(screen.queryByTestId("transactions-hidden")).toBeNull();
});

test("the arrows move through the list while the search has the focus", async () => {
  const { user } = await shown("supervisor");
  await user.click(screen.getByTestId("transactions-search"));
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect(selected()).toBe(2);
  await user.keyboard("{ArrowUp}");
  expect(selected()).toBe(1);
  expect(screen.getByTestId("transactions-search")).toHaveFocus();
});
