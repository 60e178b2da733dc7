import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { AlertView, Role } from "@/register/api/bindings";
import { openTestShop } from "@/register/testing/shop";
import { showApp } from "@/register/testing/show-app";

async function shownWith(alert: AlertView, as: Role = "cashier") {
  const shop = await openTestShop("selling", { as });
  const status = await shop.appStatus();
  const appStatus = vi.fn(() => Promise.resolve({ ...status, alerts: [alert] }));
  await showApp({ ...shop, appStatus });
  await screen.findByTestId("sell-screen");
}

test("a wrong clock can be pressed and says what is wrong", async () => {
  await shownWith({ code: "clock_suspect", detail: "28/11/2026 21:14" });
  (await screen.findByTestId("alert-clock_suspect")).click();
  const dialog = await screen.findByTestId("alert-dialog");
  expect(dialog).toHaveTextContent("Catatan terakhir28/11/2026 21:14");
});

test("an empty catalog leads to the products", async () => {
  await shownWith({ code: "catalog_empty", detail: null }, "owner");
  (await screen.findByTestId("alert-catalog_empty")).click();
  (await screen.findByTestId("alert-go")).click();
  expect(await screen.findByTestId("products-screen")).toBeVisible();
});

test("what only an owner can mend alarms no cashier", async () => {
  await shownWith({ code: "key_file_in_use", detail: null });
  expect(screen.queryByTestId("alert-key_file_in_use")).toBeNull();
});
