import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { fakeHost } from "@/register/api/fake/fake-host";
import { MESSAGES } from "@/kit/i18n/catalogue";
import { setLanguage } from "@/kit/i18n/language";
import { KEY_MAP } from "@/kit/keyboard/key-map";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showScreen } from "@/register/testing/show-screen";
import { HelpDialog } from "./help-dialog";

const shown = (onClose = vi.fn()) =>
  showScreen(<HelpDialog open onClose={onClose} />, fakeHost("selling"));

test("every shortcut there is stands in the help", () => {
  shown();
  const keys = screen.getByTestId("help-keys");
  for (const { label } of KEY_MAP) {
    expect(keys).toHaveTextContent(MESSAGES.id[label]);
  }
});

test("a word finds the keys and the how-tos that hold it", async () => {
  const { user } = shown();
  await user.type(screen.getByTestId("help-search"), "cetak");
  expect(screen.getByTestId("help-keys")).toHaveTextContent("Ctrl+P");
  expect(screen.getByTestId("help-keys")).not.toHaveTextContent("F9");
  expect(screen.getByTestId("help-how-tos")).toHaveTextContent("Printer tidak mencetak");
});

test("a key finds what it does", async () => {
  const { user } = shown();
  await user.type(screen.getByTestId("help-search"), "F9");
  expect(screen.getByTestId("help-keys")).toHaveTextContent("Bayar");
});

test("nothing found says so", async () => {
  const { user } = shown();
  await user.type(screen.getByTestId("help-search"), "xyzzy");
  expect(screen.getByTestId("help-nothing")).toHaveTextContent("xyzzy");
});

test("Esc closes it", async () => {
  const onClose = vi.fn();
  const { user } = shown(onClose);
  await user.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
});

test("it is accessible, in English too", async () => {
  setLanguage("en");
  const { baseElement } = shown();
  expect(screen.getByText("Sell an item")).toBeInTheDocument();
  await expectAccessible(baseElement);
});
