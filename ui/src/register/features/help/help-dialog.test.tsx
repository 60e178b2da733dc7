import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { openTestShop } from "@/register/testing/shop";
import { setLanguage } from "@/kit/i18n/language";
import { keyMap } from "@/kit/keyboard/key-map";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showScreen } from "@/register/testing/show-screen";
import { HelpDialog } from "./help-dialog";

const KEYS = [
  keyMap("help.scope-register", [
    { chord: "F9", action: "tender", label: "keys.tender" },
    { chord: "Ctrl+P", action: "reprint", label: "keys.reprint" },
  ]),
  keyMap("help.scope-done", [{ chord: "Ctrl+P", action: "reprint", label: "keys.reprint" }]),
];

const shown = async (onClose = vi.fn()) =>
  showScreen(<HelpDialog open keys={KEYS} onClose={onClose} />, await openTestShop("locked"));

test("a word finds the keys and the how-tos that hold it", async () => {
  const { user } = await shown();
  await user.type(await screen.findByTestId("help-search"), "cetak");
  expect(screen.getByTestId("help-keys")).toHaveTextContent("Ctrl+P");
  expect(screen.getByTestId("help-keys")).not.toHaveTextContent("F9");
  expect(screen.getByTestId("help-how-tos")).toHaveTextContent("Printer tidak mencetak");
});

test("a key finds what it does", async () => {
  const { user } = await shown();
  await user.type(await screen.findByTestId("help-search"), "F9");
  expect(screen.getByTestId("help-keys")).toHaveTextContent("Bayar");
});

test("nothing found says so", async () => {
  const { user } = await shown();
  await user.type(await screen.findByTestId("help-search"), "xyzzy");
  expect(screen.getByTestId("help-nothing")).toHaveTextContent("xyzzy");
});

test("it says which program this is and where its data is", async () => {
  const shop = await openTestShop("locked");
  showScreen(<HelpDialog open keys={KEYS} onClose={vi.fn()} />, shop);
  const { version, data_dir } = await shop.about();
  expect(await screen.findByTestId("about-version")).toHaveTextContent(version);
  expect(screen.getByTestId("about-program")).toHaveTextContent(data_dir);
  expect(screen.getByTestId("support-file-save")).toBeEnabled();
});

test("Esc closes it", async () => {
  const onClose = vi.fn();
  const { user } = await shown(onClose);
  await user.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
});

test("it is accessible, in English too", async () => {
  setLanguage("en");
  const { baseElement } = await shown();
  expect(screen.getByText("Sell an item")).toBeInTheDocument();
  await expectAccessible(baseElement);
});
