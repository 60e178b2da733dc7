import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { translate } from "@/kit/i18n/language";
import { footerBindings, type KeyBinding, type KeyMap } from "@/kit/keyboard/key-map";
import { HelpDialog } from "@/register/features/help/help-dialog";
import { openTestShop } from "@/register/testing/shop";
import { showScreen } from "@/register/testing/show-screen";
import { SELL_KEYS } from "@/register/features/sell/keys";
import { ALL_KEYS, FRAME_KEYS } from "./keys";

/** What the features declare, by file and name: maps of screens and single keys of the frame. */
const DECLARED = Object.entries(
  import.meta.glob<Record<string, KeyMap | KeyBinding>>("../features/*/keys.ts", { eager: true }),
).flatMap(([file, names]) =>
  Object.entries(names).map(([name, keys]) => [`${file} ${name}`, keys] as const),
);

test("every key that a feature declares is on the list", () => {
  expect(DECLARED.length).toBeGreaterThan(ALL_KEYS.length);
  const missing = DECLARED.filter(([, keys]) =>
    "bindings" in keys ? !ALL_KEYS.includes(keys) : !FRAME_KEYS.bindings.includes(keys as never),
  );
  expect(missing.map(([name]) => name)).toEqual([]);
});

const chordsOf = (map: (typeof ALL_KEYS)[number]) => map.bindings.map(({ chord }) => chord);

test.each(ALL_KEYS.map((map) => [map.title, map] as const))(
  "no chord means two things in %s",
  (_title, map) => {
    expect(new Set(chordsOf(map)).size).toBe(map.bindings.length);
  },
);

test("the keys that belong to the window manager are never bound", () => {
  const taken = ["F10", "F12", "Alt+F4", "Ctrl+W", "Ctrl+T", "Ctrl+N"];
  expect(ALL_KEYS.flatMap(chordsOf).filter((chord) => taken.includes(chord))).toEqual([]);
});

test("the footer teaches help first and lock last", () => {
  const chords = footerBindings(SELL_KEYS, FRAME_KEYS).map((binding) => binding.chord);
  expect([chords[0], chords.at(-1)]).toEqual(["F1", "Ctrl+L"]);
  expect(chords).toContain("F9");
});

test("every shortcut there is is in the help", async () => {
  const shop = await openTestShop("locked");
  showScreen(<HelpDialog open keys={ALL_KEYS} onClose={vi.fn()} />, shop);
  const keys = screen.getByTestId("help-keys");
  for (const { label } of ALL_KEYS.flatMap((map) => map.bindings)) {
    expect(keys).toHaveTextContent(translate(label));
  }
});
