import { expect, test } from "vitest";
import { groupText, isRecoveryCodeWhole, recoveryText } from "./recovery-text";

const CODE = "7K2M-9QXA-3FTB-W0DZ-8HNR-5VJC-2PGE";

test.each([CODE, CODE.toLowerCase(), CODE.replaceAll("-", " "), ` ${CODE.replaceAll("0", "o")}\n`])(
  "%j is read as the code",
  (typed) => {
    expect(recoveryText(typed)).toBe(CODE);
    expect(isRecoveryCodeWhole(typed)).toBe(true);
  },
);

test("a part is shown in groups, and is not whole", () => {
  expect(recoveryText("7k2m9")).toBe("7K2M-9");
  expect(recoveryText("")).toBe("");
  expect(isRecoveryCodeWhole(CODE.slice(0, -1))).toBe(false);
});

test("a group has four letters", () => {
  expect(groupText("w0dz8")).toBe("W0DZ");
  expect(groupText("wodz")).toBe("W0DZ");
});
