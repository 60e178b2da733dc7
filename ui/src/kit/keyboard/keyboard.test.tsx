import { render, screen } from "@testing-library/react";
import { expect, onTestFinished, test, vi } from "vitest";
import { pressKey } from "@/kit/testing/keys";
import { chordLabel, isTyping } from "./chord";
import { frameKeyMap, keyMap, SUPPRESSED, type ActionOf, type KeyActions } from "./key-map";
import { startKeyboard, type KeyHandlers } from "./key-layers";
import { useKeys, useModalKeys } from "./use-keys";

const KEYS = keyMap("shell.shortcuts", [
  { chord: "F2", action: "find", label: "shell.ok" },
  { chord: "F9", action: "tender", label: "shell.ok" },
  { chord: "Enter", action: "enter", label: "shell.ok" },
  { chord: "ArrowDown", action: "next", label: "shell.ok" },
  { chord: "Delete", action: "remove", label: "shell.ok" },
  { chord: "Escape", action: "escape", label: "shell.ok" },
  { chord: "Ctrl+Z", action: "undo", label: "shell.ok" },
]);

const FRAME = frameKeyMap("shell.shortcuts", [
  { chord: "F2", action: "find", label: "shell.ok" },
  { chord: "Ctrl+L", action: "lock", label: "shell.ok", overDialogs: true },
]);

type Action = ActionOf<typeof KEYS>;

function Listening({ handlers }: { readonly handlers: KeyHandlers<Action> }) {
  useKeys(KEYS, handlers);
  return (
    <>
      <input aria-label="field" />
      <button type="button">button</button>
      <div role="menu" tabIndex={-1} aria-label="menu" />
    </>
  );
}

function Frame({ actions }: { readonly actions: KeyActions<ActionOf<typeof FRAME>> }) {
  useKeys(FRAME, { actions });
  return null;
}

function Modal() {
  useModalKeys();
  return null;
}

function listen(actions: KeyActions<Action>, onText?: (text: string) => void) {
  onTestFinished(startKeyboard());
  const handlers = onText === undefined ? { actions } : { actions, onText };
  return render(<Listening handlers={handlers} />);
}

test.each(["F5", "F7", "Ctrl+P", "Ctrl+R"])("%s never reaches the web view", (chord) => {
  onTestFinished(startKeyboard());
  expect(SUPPRESSED.has(chord)).toBe(true);
  const [last = "", ctrl] = chord.split("+").reverse();
  expect(
    pressKey(last.length === 1 ? last.toLowerCase() : last, { ctrlKey: ctrl === "Ctrl" }),
  ).toBe(false);
});

test("letters go to the screen as text, and to a field when one has the focus", () => {
  const typed = vi.fn();
  listen({}, typed);
  pressKey("7");
  screen.getByLabelText("field").focus();
  expect(pressKey("8")).toBe(true);
  expect(typed.mock.calls).toEqual([["7"]]);
});

test("function keys work from within a field; Delete and Enter stay in it", () => {
  const act = { find: vi.fn(), remove: vi.fn(), enter: vi.fn() };
  listen(act);
  screen.getByLabelText("field").focus();
  pressKey("F2");
  pressKey("Delete");
  pressKey("Enter");
  expect([act.find, act.remove, act.enter].map((spy) => spy.mock.calls.length)).toEqual([1, 0, 0]);
});

test("Enter on a focused button presses the button alone", () => {
  const enter = vi.fn();
  listen({ enter });
  screen.getByText("button").focus();
  expect(pressKey("Enter")).toBe(true);
  expect(enter).not.toHaveBeenCalled();
});

test("arrows move an open menu, not the cart", () => {
  const next = vi.fn();
  listen({ next });
  screen.getByLabelText("menu").focus();
  pressKey("ArrowDown");
  expect(next).not.toHaveBeenCalled();
});

test("Esc is left to an open menu, which it closes", () => {
  const escape = vi.fn();
  listen({ escape });
  screen.getByLabelText("menu").focus();
  expect(pressKey("Escape")).toBe(true);
  expect(escape).not.toHaveBeenCalled();
});

test("a dialog keeps the keys from the screen below until it closes", () => {
  const tender = vi.fn();
  listen({ tender });
  const dialog = render(<Modal />);
  pressKey("F9");
  dialog.unmount();
  pressKey("F9");
  expect(tender).toHaveBeenCalledTimes(1);
});

test("a key held down acts once", () => {
  const tender = vi.fn();
  listen({ tender });
  pressKey("F9");
  pressKey("F9", { repeat: true });
  expect(tender).toHaveBeenCalledTimes(1);
});

test("Ctrl+L is the same key on every layout and with Caps Lock", () => {
  const lock = vi.fn();
  listen({ undo: lock });
  pressKey("Z", { ctrlKey: true, code: "KeyZ" });
  pressKey("я", { ctrlKey: true, code: "KeyZ" });
  expect(lock).toHaveBeenCalledTimes(2);
});

test("the frame hears what its screen does not use, however late it was shown", () => {
  const find = vi.fn();
  const frame = { find: vi.fn(), lock: vi.fn() };
  listen({ find });
  render(<Frame actions={frame} />);
  pressKey("F2");
  pressKey("l", { ctrlKey: true });
  expect([find, frame.find, frame.lock].map((spy) => spy.mock.calls.length)).toEqual([1, 0, 1]);
});

test("over a dialog only the keys work that are marked so", () => {
  const frame = { find: vi.fn(), lock: vi.fn() };
  listen({});
  render(<Frame actions={frame} />);
  render(<Modal />);
  pressKey("F2");
  pressKey("l", { ctrlKey: true });
  expect([frame.find, frame.lock].map((spy) => spy.mock.calls.length)).toEqual([0, 1]);
});

test("chords read as they are printed on keys", () => {
  expect(["Ctrl+Shift+Delete", "Escape", "NumpadAdd"].map(chordLabel)).toEqual([
    "Ctrl+Shift+Del",
    "Esc",
    "+",
  ]);
  expect(["F9", "Ctrl+L", "Enter", "Ctrl+C", "7"].map(isTyping)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});
