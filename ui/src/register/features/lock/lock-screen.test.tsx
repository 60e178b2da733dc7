import { screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { PINS } from "@/register/testing/seeded-shop";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { refusal } from "@/register/testing/refusal";
import { statusQuery } from "@/register/api/queries";
import { useApprovalStore } from "@/register/approval/approval-store";
import { setLanguage } from "@/kit/i18n/language";
import { expectAccessible } from "@/kit/testing/accessibility";
import { useLastPerson } from "@/register/navigation/last-person";
import { showScreen } from "@/register/testing/show-screen";
import { LockScreen } from "./lock-screen";

async function shown(change: Partial<TestShop> = {}) {
  const shop = { ...(await openTestShop("locked")), ...change };
  const view = showScreen(<LockScreen status={await shop.appStatus()} />, shop);
  await screen.findByTestId("person-ayu");
  return view;
}

test("the PIN of the chosen person unlocks without an Enter and without a focused field", async () => {
  const { user, client } = await shown();
  await user.click(await screen.findByTestId("person-ayu"));
  await user.keyboard(PINS.cashier);
  await waitFor(() =>
    expect(client.getQueryData(statusQuery.queryKey)?.user?.full_name).toBe("Ayu Lestari"),
  );
});

test("the keys on the screen unlock as well", async () => {
  const { user, client } = await shown();
  await user.click(await screen.findByTestId("person-bambang"));
  for (const digit of PINS.supervisor) {
    await user.click(await screen.findByTestId(`key-${digit}`));
  }
  await waitFor(() =>
    expect(client.getQueryData(statusQuery.queryKey)?.user?.username).toBe("bambang"),
  );
});

test("the arrow keys go to the next person", async () => {
  const { user } = await shown();
  screen.getByTestId("person-sari").focus();
  await user.keyboard("{ArrowRight}");
  expect(screen.getByTestId("person-bambang")).toHaveAttribute("aria-checked", "true");
  expect(screen.getByTestId("lock-person")).toHaveTextContent("Bambang");
});

test("a wrong PIN says so and empties the pad for the next try", async () => {
  const { user, client } = await shown();
  await user.keyboard("9999");
  await waitFor(() => expect(screen.getByTestId("lock-error")).toHaveTextContent("PIN salah"));
  await user.keyboard(PINS.owner);
  await waitFor(() => expect(client.getQueryData(statusQuery.queryKey)?.user?.role).toBe("owner"));
});

test("a PIN on somebody else's tile says whose it was asked for", async () => {
  const { user } = await shown();
  await user.click(await screen.findByTestId("person-ayu"));
  await user.keyboard(PINS.supervisor);
  await waitFor(() =>
    expect(screen.getByTestId("lock-error")).toHaveTextContent("Bukan Ayu Lestari?"),
  );
});

test("whoever was here last is chosen beforehand", async () => {
  const shop = await openTestShop("locked");
  const { user_id } = await shop.personOf("supervisor");
  useLastPerson.setState({ userId: user_id });
  await shown();
  expect(screen.getByTestId("person-bambang")).toHaveAttribute("aria-checked", "true");
  useLastPerson.setState({ userId: undefined });
});

test("a wrong clock shows before anybody sells by it", async () => {
  const shop = await openTestShop("locked");
  const status = await shop.appStatus();
  const alerts = [{ code: "clock_suspect", detail: null } as const];
  showScreen(<LockScreen status={{ ...status, alerts }} />, shop);
  expect(await screen.findByTestId("lock-clock-suspect")).toBeVisible();
});

test("who is locked out sees how long to wait, and digits do nothing", async () => {
  let tries = 0;
  const { user } = await shown({
    sessionUnlock: () => {
      tries += 1;
      return Promise.reject(refusal("pin_locked_out", { retry_at_ms: Date.now() + 30_000 }));
    },
  });
  await user.keyboard("9999");
  await waitFor(() => expect(screen.getByTestId("lock-error")).toHaveTextContent(/0:(30|29|28)/));
  await user.keyboard(PINS.owner);
  expect(tries).toBe(1);
});

test("people who were deactivated have no tile", async () => {
  const shop = await openTestShop("locked");
  const people = (await shop.people()).map((one) => ({ ...one, active: one.role !== "owner" }));
  await shown({ people: () => Promise.resolve(people) });
  expect(screen.queryByTestId("person-sari")).not.toBeInTheDocument();
});

test("what waited for an approval is not asked of whoever unlocks next", async () => {
  const giveUp = vi.fn();
  useApprovalStore.setState({
    waiting: { permission: undefined, facts: [], attempt: vi.fn(), giveUp },
  });
  await shown();
  expect(giveUp).toHaveBeenCalledOnce();
  useApprovalStore.setState({ waiting: undefined });
});

test("the screen is accessible and speaks English too", async () => {
  setLanguage("en");
  const { container } = await shown();
  expect(screen.getByText("Who is on duty?")).toBeInTheDocument();
  await expectAccessible(container);
});
