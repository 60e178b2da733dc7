import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { PINS } from "@/register/testing/seeded-shop";
import { openTestShop } from "@/register/testing/shop";
import { pass, pressKey, scan, typeText } from "@/kit/testing/keys";
import { showApp } from "@/register/testing/show-app";

const NOODLES = "8992761002015";
const COFFEE = "8991002105447";

const rowsToBe = (count: number) =>
  waitFor(() => expect(screen.queryAllByTestId("cart-row")).toHaveLength(count));

async function showRegister() {
  const shop = await openTestShop("selling");
  await showApp(shop);
  await screen.findByTestId("sell-screen");
  return shop;
}

describe("a register that is locked in the middle of a sale", () => {
  test("locking keeps the cart, and a reload is suppressed", async () => {
    const shop = await showRegister();
    scan(NOODLES);
    await rowsToBe(1);
    expect(pressKey("F5")).toBe(false);
    expect(pressKey("r", { ctrlKey: true })).toBe(false);
    pressKey("l", { ctrlKey: true });
    await screen.findByTestId("lock-screen");
    await act(() => shop.unlock("cashier"));
    await screen.findByTestId("sell-screen");
    await rowsToBe(1);
  });

  test("a scan on the lock screen leaves no digit in the PIN", async () => {
    await showApp(await openTestShop("locked"));
    await screen.findByTestId("lock-screen");
    fireEvent.click(await screen.findByTestId("person-ayu"));
    const dots = await screen.findByTestId("pin-dots");
    const empty = dots.getAttribute("aria-label");
    scan(NOODLES);
    await waitFor(() => expect(dots).toHaveAttribute("aria-label", empty));
    typeText(PINS.cashier);
    await screen.findByTestId("open-shift-screen");
  });

  test("a scan right after the PIN does not take the PIN for its beginning", async () => {
    const shop = await openTestShop("selling");
    await shop.sessionLock();
    await showApp(shop);
    fireEvent.click(await screen.findByTestId("person-ayu"));
    await screen.findByTestId("pin-dots");
    typeText(PINS.cashier);
    await screen.findByTestId("sell-screen");
    pass(-300);
    scan(NOODLES);
    await rowsToBe(1);
    expect(screen.queryByTestId("scan-problem")).toBeNull();
  });

  test("after unlocking, scans and keys belong to the register again", async () => {
    const shop = await showRegister();
    scan(NOODLES);
    await rowsToBe(1);
    pressKey("l", { ctrlKey: true });
    await screen.findByTestId("lock-screen");
    await act(() => shop.unlock("cashier"));
    await screen.findByTestId("sell-screen");
    scan(COFFEE);
    await rowsToBe(2);
    pass(500);
    pressKey("F2");
    expect(await screen.findByTestId("find-dialog")).toBeVisible();
  });
});
