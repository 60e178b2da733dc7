import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { refusal } from "@/register/testing/refusal";
import { openTestShop } from "@/register/testing/shop";
import { showApp } from "@/register/testing/show-app";

/** A program that cannot open its data until it is told to open them anew. */
async function failing() {
  const shop = await openTestShop("locked");
  let isOpen = false;
  const setupStatus = () => (isOpen ? shop.setupStatus() : Promise.reject(refusal("ledger_busy")));
  const startAgain = vi.fn(() => {
    isOpen = startAgain.mock.calls.length > 1;
    return Promise.resolve(null);
  });
  await showApp({ ...shop, setupStatus, startAgain });
  await screen.findByTestId("start-failure");
  return startAgain;
}

test("another try opens the data anew and asks again", async () => {
  const startAgain = await failing();
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByTestId("start-failure")).toHaveAttribute("data-code", "ledger_busy");
  await vi.waitFor(() => expect(screen.getByTestId("start-failure-retry")).toHaveFocus());
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByTestId("lock-screen")).toBeInTheDocument();
  expect(startAgain).toHaveBeenCalledTimes(2);
});
