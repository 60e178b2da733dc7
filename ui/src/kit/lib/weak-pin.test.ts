import { expect, test } from "vitest";
import { isWeakPin } from "./weak-pin";

test.each([
  ["1111", true],
  ["1234", true],
  ["987654", true],
  ["1357", false],
  ["1212", false],
  ["4826", false],
])("the PIN %s is weak: %s", (pin, weak) => {
  expect(isWeakPin(pin)).toBe(weak);
});
