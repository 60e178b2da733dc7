import { screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Role, SyncAttentionCode } from "@/register/api/bindings";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { refusal } from "@/register/testing/refusal";
import { syncedAs, withServer } from "@/register/testing/scripted-server";
import { setLanguage } from "@/kit/i18n/language";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showRoutedScreen } from "@/register/testing/show-routed-screen";
import { SyncScreen } from "./sync-screen";

async function shown(
  state: Parameters<typeof syncedAs>[0],
  role: Role = "owner",
  change: Partial<TestShop> = {},
) {
  const shop = withServer(await openTestShop("selling", { as: role }), state);
  const view = showRoutedScreen(<SyncScreen />, { ...shop, ...change });
  await screen.findByTestId("sync-screen");
  await screen.findByTestId(state === "not_enrolled" ? "sync-connect" : "sync-now");
  return { ...view, shop };
}

test("a shop without a server reads that it needs none, and where to connect one", async () => {
  const { user, place } = await shown("not_enrolled");
  expect(screen.getByTestId("sync-screen")).toHaveTextContent("tidak perlu server");
  await user.click(await screen.findByTestId("sync-connect"));
  await waitFor(() => expect(place()).toBe("/settings"));
});

test("offline says since when, what waits, why, and that selling goes on", async () => {
  await shown("offline");
  expect(screen.getByTestId("sync-state")).toHaveTextContent(/tidak terjangkau sejak/);
  expect(screen.getByTestId("sync-state")).toHaveTextContent("Jualan terus saja");
  expect(screen.getByTestId("sync-error")).toHaveTextContent("Periksa internet");
  expect(screen.getByTestId("sync-waiting")).toHaveTextContent("12 transaksi19 catatan");
  expect(screen.getByTestId("sync-oldest")).toHaveTextContent("2 jam");
});

test("news of the program show without a press", async () => {
  const { shop } = await shown("offline");
  shop.syncNews(syncedAs("synced"));
  await waitFor(() =>
    expect(screen.getByTestId("sync-state")).toHaveAttribute("data-state", "synced"),
  );
  expect(screen.getByTestId("sync-waiting")).toHaveTextContent("Tidak ada");
});

test("one press asks the server now; a refusal is told", async () => {
  const { user } = await shown("offline", "owner", {
    syncNow: () => Promise.reject(refusal("sync_forbidden")),
  });
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByTestId("sync-now")).toBeEnabled());
});

test("the owner puts a warning away, a cashier does not", async () => {
  const { user, unmount } = await shown("attention");
  expect(screen.getByTestId("sync-attention")).toHaveTextContent("salinan");
  await user.click(await screen.findByTestId("sync-attention-dismiss"));
  await waitFor(() => expect(screen.queryByTestId("sync-attention")).not.toBeInTheDocument());
  unmount();
  await shown("attention", "cashier");
  expect(screen.queryByTestId("sync-attention-dismiss")).not.toBeInTheDocument();
  expect(screen.getByTestId("sync-attention")).toHaveTextContent("Hanya pemilik");
});

test.each<SyncAttentionCode>([
  "epoch_refused",
  "log_refused",
  "server_not_trusted",
  "upgrade_needed",
  "server_outdated",
  "revoked",
  "not_enrolled",
  "not_proved",
  "entry_too_large",
  "request_refused",
  "ledger_failed",
])("%s says what to do and cannot be put away", async (code) => {
  const attention = { code, message: "in English", can_dismiss: false };
  const syncStatus = () => Promise.resolve({ ...syncedAs("attention"), attention });
  await shown("attention", "owner", { syncStatus });
  const card = await screen.findByTestId("sync-attention");
  expect(card).toHaveAttribute("data-code", code);
  expect(card).toHaveTextContent("Yang perlu dilakukan");
  expect(screen.queryByTestId("sync-attention-dismiss")).not.toBeInTheDocument();
});

test("a conflict shows what is in force, what lost and whose it was, until it is dismissed", async () => {
  const { user, shop } = await shown("attention");
  const rows = screen.getAllByTestId("table-row");
  expect(rows[0]).toHaveTextContent("Mi goreng instan 85 gHarga jualRp 3.600Rp 3.750Kasir 2");
  expect(rows[1]).toHaveTextContent("Kategori");
  expect(rows[1]).toHaveTextContent("(kosong)mesin ini");
  await user.click(screen.getAllByTestId("conflict-dismiss")[0]!);
  await waitFor(() => expect(screen.getAllByTestId("table-row")).toHaveLength(1));
  expect(shop.syncShown().conflicts).toHaveLength(1);
});

test("an entry that was set aside is named with its reason", async () => {
  await shown("attention");
  expect(screen.getByTestId("sync-quarantined")).toHaveTextContent("Catatan 1841");
  expect(screen.getByTestId("sync-quarantined")).toHaveTextContent("Nomor struk");
});

test("a clock that is off is told, one that is nearly right is not", async () => {
  await shown("attention");
  expect(screen.getByTestId("sync-clock")).toHaveTextContent("lebih cepat 3 menit");
});

test("the owner makes a code for another register and reads it out", async () => {
  const { user } = await shown("synced");
  await user.click(await screen.findByTestId("add-register"));
  expect(await screen.findByTestId("joining-code")).toHaveTextContent("7K3M-9QXA");
  expect(screen.getByTestId("joining-code-expiry")).toHaveTextContent(/sisa (10:00|9:59)/);
});

test("a code that has expired says so, and a new one is one press", async () => {
  const joiningCodeCreate = vi
    .fn<TestShop["joiningCodeCreate"]>()
    .mockResolvedValueOnce({ code: "AAAA-AAAA", expires_at_ms: Date.now() - 1 })
    .mockResolvedValueOnce({ code: "BBBB-BBBB", expires_at_ms: Date.now() + 60_000 });
  const { user } = await shown("synced", "owner", { joiningCodeCreate });
  await user.click(await screen.findByTestId("add-register"));
  expect(await screen.findByTestId("joining-code-expired")).toBeVisible();
  await user.click(await screen.findByTestId("joining-code-again"));
  await waitFor(() => expect(screen.getByTestId("joining-code")).toHaveTextContent("BBBB-BBBB"));
});

test("a cashier reads who may add a register", async () => {
  await shown("synced", "cashier");
  expect(screen.queryByTestId("add-register")).not.toBeInTheDocument();
  expect(screen.getByText(/Hanya pemilik/)).toBeInTheDocument();
});

test("it is accessible in every state, in English too", async () => {
  setLanguage("en");
  for (const state of ["not_enrolled", "offline", "attention"] as const) {
    const { container, unmount } = await shown(state);
    await expectAccessible(container);
    unmount();
  }
});
