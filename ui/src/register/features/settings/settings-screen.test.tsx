import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { refusal } from "@/register/testing/refusal";
import { setLanguage } from "@/kit/i18n/language";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showRoutedScreen } from "@/register/testing/show-routed-screen";
import { withServer } from "@/register/testing/scripted-server";
import { SettingsScreen } from "./settings-screen";

async function shown(role: "owner" | "cashier" = "owner", change: Partial<TestShop> = {}) {
  const shop = withServer(await openTestShop("selling", { as: role }), "not_enrolled");
  const settingsWrite = vi.fn(change.settingsWrite ?? shop.settingsWrite);
  const view = showRoutedScreen(<SettingsScreen />, { ...shop, ...change, settingsWrite });
  await screen.findByTestId("settings-store-name");
  return { ...view, shop, settingsWrite };
}

test("changes of several tabs are saved as one", async () => {
  const { user, settingsWrite } = await shown();
  await user.clear(screen.getByTestId("settings-store-name"));
  await user.type(await screen.findByTestId("settings-store-name"), "Toko Baru");
  await user.click(await screen.findByTestId("tab-look"));
  await user.click(await screen.findByTestId("settings-theme-dark"));
  await user.click(await screen.findByTestId("settings-save"));
  await waitFor(() => expect(settingsWrite).toHaveBeenCalledOnce());
  expect(settingsWrite.mock.calls[0]?.[1]).toMatchObject({
    store_name: "Toko Baru",
    theme: "dark",
    address: "Jl. Melati 12, Yogyakarta",
  });
  await waitFor(() => expect(screen.queryByTestId("settings-save")).not.toBeInTheDocument());
});

test("nothing asks to be saved until something changed, and undo takes it back", async () => {
  const { user } = await shown();
  expect(screen.queryByTestId("settings-save")).not.toBeInTheDocument();
  await user.type(await screen.findByTestId("settings-phone"), "9");
  await user.click(await screen.findByTestId("settings-undo"));
  expect(screen.getByTestId("settings-phone")).toHaveValue("0274 555 012");
  expect(screen.queryByTestId("settings-save")).not.toBeInTheDocument();
});

test("a refused field is named and the draft stays", async () => {
  const settingsWrite = () =>
    Promise.reject(refusal("settings_invalid", { field: "discount_limit_percent_text" }));
  const { user } = await shown("owner", { settingsWrite });
  await user.type(await screen.findByTestId("settings-discount-limit"), "x");
  await user.click(await screen.findByTestId("settings-save"));
  expect(await screen.findByTestId("settings-error")).toBeInTheDocument();
  expect(screen.getByTestId("settings-discount-limit")).toHaveAttribute("aria-invalid", "true");
  expect(screen.getByTestId("settings-discount-limit")).toHaveValue("10x");
});

test("a cashier sees the settings but cannot change them", async () => {
  await shown("cashier");
  expect(screen.getByTestId("settings-read-only")).toBeInTheDocument();
  expect(screen.getByTestId("settings-store-name")).toBeDisabled();
});

test("PPN brings its rate and base along, another tax asks for them", async () => {
  const { user, settingsWrite } = await shown();
  await user.click(await screen.findByTestId("tab-tax"));
  await user.click(await screen.findByTestId("settings-tax-custom"));
  await user.type(await screen.findByTestId("settings-tax-name"), "PB1");
  await user.type(await screen.findByTestId("settings-tax-rate"), "10{Enter}");
  await waitFor(() => expect(settingsWrite).toHaveBeenCalledOnce());
  expect(settingsWrite.mock.calls[0]?.[1].tax).toMatchObject({
    mode: "custom",
    name: "PB1",
    rate_text: "10",
    base_numerator: 1,
    base_denominator: 1,
  });
});

test("a pattern that cannot work says so while it is typed", async () => {
  const { user } = await shown();
  await user.click(await screen.findByTestId("tab-barcodes"));
  await user.clear(screen.getByTestId("settings-mask-0"));
  await user.type(await screen.findByTestId("settings-mask-0"), "89ppp");
  expect(screen.getByTestId("settings-mask-0")).toHaveValue("89PPP");
  expect(screen.getByTestId("settings-mask-0")).toHaveAttribute("aria-invalid", "true");
});

test("a pattern nobody filled in is left out", async () => {
  const { user, settingsWrite } = await shown();
  await user.click(await screen.findByTestId("tab-barcodes"));
  await user.click(await screen.findByTestId("settings-mask-preset"));
  await user.click(await screen.findByTestId("settings-mask-add"));
  await user.click(await screen.findByTestId("settings-save"));
  await waitFor(() => expect(settingsWrite).toHaveBeenCalledOnce());
  expect(settingsWrite.mock.calls[0]?.[1].barcode_masks).toEqual([
    "20PPPPPWWWWWC",
    "2#PPPPPWWWWWC",
  ]);
});

test("a new cashier gets a name, a role and a PIN nobody else has", async () => {
  const { user, shop } = await shown();
  await user.click(await screen.findByTestId("tab-people"));
  await user.click(await screen.findByTestId("person-add"));
  await user.keyboard("Dewi Anggraini{Enter}");
  await user.keyboard("33333333");
  expect(await screen.findByTestId("new-pin-error")).toHaveTextContent("sudah dipakai");
  await user.keyboard("48264826");
  expect(await screen.findByTestId("person-row-dewi")).toHaveTextContent("Kasir");
  const dewi = (await shop.users()).find((one) => one.username === "dewi");
  expect(dewi?.role).toBe("cashier");
});

test("somebody else is deactivated after a question, oneself never", async () => {
  const { user, shop } = await shown();
  await user.click(await screen.findByTestId("tab-people"));
  expect(await screen.findByTestId("person-active-sari")).toBeDisabled();
  await user.click(await screen.findByTestId("person-active-ayu"));
  await user.click(await screen.findByTestId("alert-confirm"));
  await waitFor(() => expect(screen.getByText("Nonaktif")).toBeInTheDocument());
  const ayu = (await shop.users()).find((one) => one.username === "ayu");
  expect(ayu?.active).toBe(false);
});

test("another PIN is typed twice", async () => {
  const { user, shop } = await shown();
  await user.click(await screen.findByTestId("tab-people"));
  await user.click(await screen.findByTestId("person-pin-ayu"));
  await screen.findByTestId("set-pin-dialog");
  await user.keyboard("73917391");
  await waitFor(() => expect(screen.queryByTestId("set-pin-dialog")).not.toBeInTheDocument());
  const { user_id } = await shop.personOf("cashier");
  await expect(shop.sessionUnlock(user_id, "7391")).resolves.toBeDefined();
});

test("another role is one choice away; the last owner stays one", async () => {
  const { user, shop } = await shown();
  await user.click(await screen.findByTestId("tab-people"));
  expect(await screen.findByTestId("person-role-of-sari")).toBeDisabled();
  await user.click(await screen.findByTestId("person-role-of-ayu"));
  await screen.findByTestId("set-role-dialog");
  await user.click(await screen.findByTestId("person-new-role-supervisor"));
  await user.click(await screen.findByTestId("person-role-save"));
  await waitFor(() => expect(screen.queryByTestId("set-role-dialog")).not.toBeInTheDocument());
  expect(screen.getByTestId("person-row-ayu")).toHaveTextContent("Supervisor");
  const ayu = (await shop.users()).find((one) => one.username === "ayu");
  expect(ayu?.role).toBe("supervisor");
});

test("a refused role is told in place", async () => {
  const userSetRole = () => Promise.reject(refusal("last_owner"));
  const { user } = await shown("owner", { userSetRole });
  await user.click(await screen.findByTestId("tab-people"));
  await user.click(await screen.findByTestId("person-role-of-ayu"));
  await user.click(await screen.findByTestId("person-new-role-owner"));
  await user.click(await screen.findByTestId("person-role-save"));
  expect(await screen.findByTestId("person-role-error")).toHaveTextContent("satu pemilik");
});

describe("the server of the shop", () => {
  test("is explained and connected by address and code", async () => {
    const { user, shop } = await shown();
    await user.click(await screen.findByTestId("tab-server"));
    expect(screen.getByTestId("settings-server-none")).toBeInTheDocument();
    await user.click(await screen.findByTestId("settings-server-connect"));
    expect(screen.getByTestId("enrol-server-url")).toHaveAttribute("aria-invalid", "true");
    await user.type(await screen.findByTestId("enrol-server-url"), "https://toko.example");
    await user.type(await screen.findByTestId("enrol-code"), "7k3m 9qxa{Enter}");
    const card = await screen.findByTestId("settings-server-connected");
    expect(card).toHaveTextContent("https://toko.example");
    expect(shop.syncShown().state).toBe("sending");
    await user.click(await screen.findByTestId("settings-server-add"));
    expect(await screen.findByTestId("joining-code")).toBeInTheDocument();
  });

  test.each([
    ["http://toko.example", "7k3m9qxa", "enrol-server-url"],
    ["https://toko.example", "AAAAAAAA", "enrol-code"],
  ])("a refusal of %s with %s is told on its field", async (url, code, field) => {
    const { user } = await shown();
    await user.click(await screen.findByTestId("tab-server"));
    await user.type(await screen.findByTestId("enrol-server-url"), url);
    await user.type(await screen.findByTestId("enrol-code"), `${code}{Enter}`);
    await waitFor(() => expect(screen.getByTestId(field)).toHaveAttribute("aria-invalid", "true"));
  });

  test("out of reach it says so and keeps what was typed", async () => {
    const { user } = await shown();
    await user.click(await screen.findByTestId("tab-server"));
    await user.type(await screen.findByTestId("enrol-server-url"), "https://mati.example");
    await user.type(await screen.findByTestId("enrol-code"), "7k3m9qxa{Enter}");
    expect(await screen.findByTestId("settings-server-error")).toHaveTextContent("internet");
    expect(screen.getByTestId("enrol-code")).toHaveValue("7K3M-9QXA");
  });

  test("is nothing that a cashier connects", async () => {
    const { user } = await shown("cashier");
    await user.click(await screen.findByTestId("tab-server"));
    expect(await screen.findByTestId("settings-server-connect")).toBeDisabled();
  });
});

test("what is not saved is asked about before the screen is left", async () => {
  const { user, place, goTo } = await shown();
  await user.type(await screen.findByTestId("settings-phone"), "9");
  goTo("/elsewhere");
  await user.click(await screen.findByTestId("alert-cancel"));
  expect(place()).toBe("/");
  expect(screen.getByTestId("settings-phone")).toHaveValue("0274 555 0129");
  goTo("/elsewhere");
  await user.click(await screen.findByTestId("alert-confirm"));
  await waitFor(() => expect(place()).toBe("/elsewhere"));
});

test("with nothing to save nothing is asked", async () => {
  const { place, goTo } = await shown();
  goTo("/elsewhere");
  await waitFor(() => expect(place()).toBe("/elsewhere"));
});

test("every tab is accessible, in English too", async () => {
  setLanguage("en");
  const { user, container } = await shown();
  for (const tab of screen.getAllByRole("tab")) {
    await user.click(tab);
    await expectAccessible(container);
  }
});
