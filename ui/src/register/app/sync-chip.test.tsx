import { act, screen, waitFor } from "@testing-library/react";
import { expect, onTestFinished, test, vi } from "vitest";
import type { SyncState } from "@/register/api/bindings";
import { fakeHost } from "@/register/api/fake/fake-host";
import { announceSync, syncedAs } from "@/register/api/fake/fake-sync";
import { pressKey } from "@/kit/testing/keys";
import { showApp } from "./show-app";

async function shown(state: SyncState) {
  const host = fakeHost("selling");
  host.world.sync = syncedAs(state);
  await showApp("selling", host);
  await screen.findByTestId("sell-screen");
  return host;
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
  expect(chip).toHaveTextContent(/^Luring sejak .*· 12 transaksi menunggu· tertua 2 jam$/);
});

test("sending shows only when it lasts", async () => {
  const host = await shown("synced");
  await screen.findByTestId("sync-chip");
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  act(() => void announceSync(host.world, syncedAs("sending")));
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
  const host = fakeHost("locked");
  host.world.sync = syncedAs("offline");
  await showApp("locked", host);
  expect(await screen.findByTestId("sync-notice")).toHaveTextContent("12 transaksi menunggu");
  act(() => void announceSync(host.world, syncedAs("synced")));
  await waitFor(() => expect(screen.queryByTestId("sync-notice")).not.toBeInTheDocument());
});
