import { expect, test } from "vitest";
import { isMaskUsable, WEIGHT_PRESET } from "./mask-rules";

test.each([
  [WEIGHT_PRESET, true],
  ["21PPPPPWWWWWC", true],
  ["02PPPPPAAAAAC", true],
  ["21PPPPPWWWWC", false],
  ["89PPPPPWWWWWC", false],
  ["21PPPPPWWAAAC", false],
  ["21PPPPP00000C", false],
  ["21PPCPPWWWWWC", false],
  ["21WWWWWWWWWWC", false],
])("the pattern %s is usable: %s", (mask, usable) => {
  expect(isMaskUsable(mask)).toBe(usable);
});
