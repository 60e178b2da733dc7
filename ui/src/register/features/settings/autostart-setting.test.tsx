import { screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { refusal } from "@/register/testing/refusal";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { showRoutedScreen } from "@/register/testing/show-routed-screen";
import { SettingsScreen } from "./settings-screen";

async function shown(role: "owner" | "cashier", change: Partial<TestShop>) {
  const shop = await openTestShop("selling", { as: role });
  const view = showRoutedScreen(<SettingsScreen />, { ...shop, ...change });
  await view.user.click(await screen.findByTestId("tab-look"));
  return view;
}

test("the start with the computer is what the desktop has, and is changed at once", async () => {
  let isOn = true;
  const autostartRead = () => Promise.resolve(isOn);
  const autostartWrite = vi.fn((on: boolean) => {
    isOn = on;
    return Promise.resolve(isOn);
  });
  const { user } = await shown("owner", { autostartRead, autostartWrite });
  await waitFor(() => expect(screen.getByTestId("settings-autostart")).toBeChecked());
  await user.click(screen.getByTestId("settings-autostart"));
  await waitFor(() => expect(screen.getByTestId("settings-autostart")).not.toBeChecked());
  expect(autostartWrite).toHaveBeenCalledExactlyOnceWith(false);
  expect(screen.queryByTestId("settings-save")).not.toBeInTheDocument();
});

test("a desktop that refuses says so, and the switch stays where it was", async () => {
  const autostartRead = () => Promise.resolve(false);
  const autostartWrite = () => Promise.reject(refusal("autostart_refused"));
  const { user } = await shown("owner", { autostartRead, autostartWrite });
  await waitFor(() => expect(screen.getByTestId("settings-autostart")).toBeEnabled());
  await user.click(screen.getByTestId("settings-autostart"));
  expect(await screen.findByTestId("settings-autostart-error")).toHaveTextContent("login");
  expect(screen.getByTestId("settings-autostart")).not.toBeChecked();
});

test("a cashier does not change it", async () => {
  await shown("cashier", { autostartRead: () => Promise.resolve(true) });
  await waitFor(() => expect(screen.getByTestId("settings-autostart")).toBeChecked());
  expect(screen.getByTestId("settings-autostart")).toBeDisabled();
});
