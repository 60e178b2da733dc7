import { expect, test } from "vitest";
import { codeText, isCodeWhole } from "./code-text";

test.each([
  ["7k3m9qxa", "7K3M-9QXA"],
  ["7K3M-9QXA", "7K3M-9QXA"],
  [" 7k3m 9qxa 12", "7K3M-9QXA"],
  ["oilO", "0110"],
  ["7k3m-", "7K3M"],
  ["", ""],
])("%j is read as %j", (typed, code) => {
  expect(codeText(typed)).toBe(code);
});

test("a code is whole with its eighth letter", () => {
  expect([isCodeWhole("7K3M-9QX"), isCodeWhole("7K3M-9QXA")]).toEqual([false, true]);
});
