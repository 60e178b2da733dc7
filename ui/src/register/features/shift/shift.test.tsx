import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { ApprovalDialog } from "@/register/approval/approval-dialog";
import { useApprovalStore } from "@/register/approval/approval-store";
import type { Role } from "@/register/api/bindings";
import { newCommandId } from "@/register/api/command-id";
import { PINS } from "@/register/testing/seeded-shop";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { startKeyboard } from "@/kit/keyboard/key-layers";
import { RESTING_MS } from "@/kit/keyboard/use-deliberate";
import { pass, pressKey, runKeyClock } from "@/kit/testing/keys";
import { setLanguage } from "@/kit/i18n/language";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showRoutedScreen } from "@/register/testing/show-routed-screen";
import { CloseShiftScreen } from "./close-shift-screen";
import { forgetCounts } from "./count/use-count";
import { OpenShiftScreen } from "./open-shift-screen";

beforeEach(forgetCounts);
beforeEach(() => startKeyboard());
beforeEach(() => useApprovalStore.setState({ waiting: undefined }));

async function opening() {
  const shop = await openTestShop("no_shift");
  const shiftOpen = vi.fn(shop.shiftOpen);
  const view = showRoutedScreen(<OpenShiftScreen />, { ...shop, shiftOpen });
  await screen.findByTestId("piece-note-10000000");
  return { ...view, shiftOpen };
}

async function closing(as: Role = "cashier") {
  const shop: TestShop = await openTestShop("selling", { as });
  const screens = (
    <>
      <CloseShiftScreen />
      <ApprovalDialog />
    </>
  );
  const view = showRoutedScreen(screens, shop);
  await screen.findByTestId("close-shift-screen");
  await screen.findByTestId("piece-note-10000000");
  return { ...view, shop };
}

test("a float counted piece by piece is summed by Rust and opens the shift", async () => {
  const { user, shiftOpen, place } = await opening();
  await user.keyboard("1{Enter}2{ArrowDown}5");
  await waitFor(() => expect(screen.getByTestId("count-total")).toHaveTextContent("Rp 300.000"));
  await user.click(await screen.findByTestId("shift-open"));
  await waitFor(() => expect(place()).toBe("/sell"));
  const sent = shiftOpen.mock.calls[0]?.[1];
  expect(sent?.amount_text).toBeNull();
  expect(sent?.denominations.slice(0, 3)).toEqual([
    { cents: 10_000_000, count: 1 },
    { cents: 5_000_000, count: 2 },
    { cents: 2_000_000, count: 5 },
  ]);
});

test("fingers alone count as well", async () => {
  const { user } = await opening();
  await user.click(await screen.findByTestId("piece-more-note-10000000"));
  await user.click(await screen.findByTestId("key-2"));
  await waitFor(() => expect(screen.getByTestId("count-total")).toHaveTextContent("Rp 1.200.000"));
  await user.click(await screen.findByTestId("piece-less-note-10000000"));
  await waitFor(() => expect(screen.getByTestId("count-total")).toHaveTextContent("Rp 1.100.000"));
});

test("one amount is sent as it was typed, once", async () => {
  const { user, shiftOpen } = await opening();
  await user.click(await screen.findByTestId("count-by-amount"));
  await user.keyboard("200.000{Enter}{Enter}");
  await waitFor(() => expect(shiftOpen).toHaveBeenCalledOnce());
  expect(shiftOpen.mock.calls[0]?.[1]).toEqual({ amount_text: "200.000", denominations: [] });
});

test("nothing can be opened before anything was counted", async () => {
  await opening();
  expect(screen.getByTestId("shift-open")).toBeDisabled();
});

test("the count stays blind until the shift is closed, then the difference shows", async () => {
  const { user } = await closing("supervisor");
  expect(screen.queryByText(/menurut sistem/)).not.toBeInTheDocument();
  await user.click(await screen.findByTestId("count-by-amount"));
  await user.keyboard("195000");
  await waitFor(() => expect(screen.getByTestId("shift-close")).toBeEnabled());
  await user.keyboard("{Enter}");
  await user.click(await screen.findByTestId("alert-confirm"));
  expect(await screen.findByTestId("report-difference")).toHaveTextContent("-Rp 5.000");
  expect(screen.getByText("Kurang")).toBeInTheDocument();
});

/** The hands rest before what cannot be taken back. */
const rest = (): void => pass(RESTING_MS);

/** A count that is Rp 199.000 short, up to the question who approves it. */
async function shortCount() {
  runKeyClock();
  const shown = await closing();
  const { user } = shown;
  await user.click(await screen.findByTestId("count-by-amount"));
  await user.keyboard("1000");
  await waitFor(() => expect(screen.getByTestId("shift-close")).toBeEnabled());
  await user.keyboard("{Enter}");
  rest();
  await user.click(await screen.findByTestId("alert-confirm"));
  await screen.findByTestId("approver-sari");
  return shown;
}

test("a difference above the limit shows only with the PIN, and is then decided", async () => {
  const { user } = await shortCount();
  expect(screen.queryByTestId("approval-facts")).toBeNull();
  await user.click(screen.getByTestId("approver-sari"));
  await user.keyboard("0000");
  await waitFor(() => expect(screen.getByTestId("approval-error")).toHaveTextContent(/PIN salah/));
  expect(document.body).not.toHaveTextContent("199.000");
  await user.keyboard(PINS.owner);
  const facts = await screen.findByTestId("approval-facts");
  expect(facts).toHaveTextContent("Uang fisikRp 1.000");
  expect(facts).toHaveTextContent("Uang menurut sistemRp 200.000");
  expect(facts).toHaveTextContent("Selisih-Rp 199.000");
  await expectAccessible(document.body);
  rest();
  await user.click(screen.getByTestId("approval-approve"));
  expect(await screen.findByTestId("shift-closed-screen")).toBeInTheDocument();
});

test("who has seen the difference may have the drawer counted again", async () => {
  const { user, shop } = await shortCount();
  await user.click(screen.getByTestId("approver-sari"));
  await user.keyboard(PINS.owner);
  await screen.findByTestId("approval-decision");
  // The Enter after a PIN decides nothing.
  await user.keyboard("{Enter}");
  expect(screen.getByTestId("approval-decision")).toBeInTheDocument();
  rest();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByTestId("approval-dialog")).toBeNull());
  expect(screen.getByTestId("close-shift-screen")).toBeInTheDocument();
  expect((await shop.appStatus()).shift).not.toBeNull();
});

test("a count outlasts a lock, for whoever began it", async () => {
  const { user, unmount, shop } = await closing();
  await user.keyboard("3");
  unmount();
  showRoutedScreen(<CloseShiftScreen />, shop);
  await waitFor(() => expect(screen.getByTestId("piece-note-10000000")).toHaveValue("3"));
  await waitFor(() => expect(screen.getByTestId("count-total")).toHaveTextContent("Rp 300.000"));
});

/** A count that is exact, up to the question. */
async function exactCount() {
  runKeyClock();
  const shown = await closing("supervisor");
  const { user } = shown;
  await user.click(await screen.findByTestId("count-by-amount"));
  await user.keyboard("200000");
  await waitFor(() => expect(screen.getByTestId("shift-close")).toBeEnabled());
  pressKey("F9");
  expect(await screen.findByTestId("alert-figure")).toHaveTextContent("Uang fisik Rp 200.000");
  return shown;
}

test("no Enter closes the shift by itself, however often and however late", async () => {
  const { user, shop } = await exactCount();
  await user.keyboard("{Enter}{Enter}");
  rest();
  await user.keyboard("{Enter}");
  // What a scanner types, with its own Enter.
  await user.keyboard("8992761002015{Enter}");
  expect(screen.getByTestId("shift-close-question")).toBeInTheDocument();
  expect((await shop.appStatus()).shift).not.toBeNull();
});

test("the key on the button closes the shift", async () => {
  await exactCount();
  pressKey("Enter", { ctrlKey: true });
  expect(await screen.findByTestId("shift-closed-screen")).toBeInTheDocument();
});

test("a button that was chosen by Tab answers to Enter", async () => {
  const { user } = await exactCount();
  rest();
  await user.keyboard("{Tab}{Tab}");
  expect(screen.getByTestId("alert-confirm")).toHaveFocus();
  await user.keyboard("{Enter}");
  expect(await screen.findByTestId("shift-closed-screen")).toBeInTheDocument();
});

test("a cart that is not empty keeps the shift open and says so", async () => {
  const shown = await closing();
  await shown.shop.cartScan(newCommandId(), "8992761002015", null);
  await shown.user.click(await screen.findByTestId("piece-more-note-10000000"));
  await waitFor(() => expect(screen.getByTestId("shift-close")).toBeEnabled());
  await shown.user.click(await screen.findByTestId("shift-close"));
  await shown.user.click(await screen.findByTestId("alert-confirm"));
  expect(await screen.findByTestId("shift-error")).toHaveTextContent("Keranjang masih berisi");
});

test("the X report hides from a cashier what the drawer should hold", async () => {
  const { user } = await closing();
  await user.click(await screen.findByTestId("shift-x-report"));
  expect(await screen.findByTestId("report-expected")).toHaveTextContent("tampil setelah dihitung");
  expect(screen.getByTestId("report-sums-hidden")).toBeInTheDocument();
  expect(screen.queryByTestId("report-net")).toBeNull();
});

test("both screens are accessible, in English too", async () => {
  setLanguage("en");
  const { container, unmount } = await opening();
  expect(
    screen.getByText("Count the money in the drawer before you start.", { exact: false }),
  ).toBeInTheDocument();
  await expectAccessible(container);
  unmount();
  const second = await closing();
  await expectAccessible(second.container);
});

test("a count that was begun is asked about before the screen is left", async () => {
  const { user, place, goTo } = await closing();
  await user.keyboard("3");
  goTo("/sell");
  await user.click(await screen.findByTestId("alert-cancel"));
  expect(place()).toBe("/");
  expect(screen.getByTestId("piece-note-10000000")).toHaveValue("3");
  goTo("/sell");
  await user.click(await screen.findByTestId("alert-confirm"));
  await waitFor(() => expect(place()).toBe("/sell"));
});

test("before anything was counted nothing is asked", async () => {
  const { place, goTo } = await closing();
  goTo("/sell");
  await waitFor(() => expect(place()).toBe("/sell"));
});
