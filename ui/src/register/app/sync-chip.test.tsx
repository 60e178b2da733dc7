import { act, screen, waitFor } from "@testing-library/react";
import { expect, onTestFinished, test, vi } from "vitest";
import type { SyncState } from "@/register/api/bindings";
import { openTestShop } from "@/register/testing/shop";
import { syncedAs, withServer } from "@/register/testing/scripted-server";
import { pressKey } from "@/kit/testing/keys";
import { showApp } from "@/register/testing/show-app";

async function shown(state: SyncState) {
  const shop = withServer(await openTestShop("selling"), state);
  await showApp(shop);
  await screen.findByTestId("sell-screen");
  return shop;
}

test("a shop without a server shows nothing about one", async () => {
  await shown("not_enrolled");
  expect(screen.queryByTestId("sync-chip")).not.toBeInTheDocument();
});

test("while all is well there is a quiet mark with a name", async () => {
  await shown("synced");
  const chip = await screen.findByTestId("sync-chip");
  expect(chip).toHaveAccessibleName("Semua sudah sampai di server");
  expect(chip).toHaveTextContent("");
});

test("offline says since when, how many wait and how old the oldest is", async () => {
  await shown("offline");
  const chip = await screen.findByTestId("sync-chip");
  expect(chip).toHaveTextContent(/^Offline sejak .*· 12 transaksi menunggu· tertua 2 jam$/);
});

test("sending shows only when it lasts", async () => {
  const shop = await shown("synced");
  await screen.findByTestId("sync-chip");
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  act(() => shop.syncNews(syncedAs("sending")));
  act(() => void vi.advanceTimersByTime(1000));
  expect(screen.getByTestId("sync-chip")).toHaveAttribute("data-state", "synced");
  act(() => void vi.advanceTimersByTime(1500));
  expect(screen.getByTestId("sync-chip")).toHaveTextContent("Mengirim 19");
});

test("red is for what a person must see to, and a press opens the sync screen", async () => {
  await shown("attention");
  const chip = await screen.findByTestId("sync-chip");
  expect(chip).toHaveTextContent("perlu tindakan");
  chip.click();
  expect(await screen.findByTestId("sync-screen")).toBeVisible();
});

test("Alt+S opens the sync screen from the register", async () => {
  await shown("synced");
  pressKey("s", { altKey: true, code: "KeyS" });
  await waitFor(() => expect(screen.getByTestId("sync-screen")).toBeVisible());
});

test("the lock screen says only what is not well", async () => {
  const shop = withServer(await openTestShop("locked"), "offline");
  await showApp(shop);
  expect(await screen.findByTestId("sync-notice")).toHaveTextContent("12 transaksi menunggu");
  act(() => shop.syncNews(syncedAs("synced")));
  await waitFor(() => expect(screen.queryByTestId("sync-notice")).not.toBeInTheDocument());
});
