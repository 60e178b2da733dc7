import { expect, test } from "vitest";
import { formatCount } from "./format-count";

test.each([
  [0, "0", "0"],
  [999, "999", "999"],
  [1240, "1.240", "1,240"],
  [1_000_000, "1.000.000", "1,000,000"],
])("%i is %s in Indonesian and %s in English", (count, id, en) => {
  expect([formatCount(count, "id"), formatCount(count, "en")]).toEqual([id, en]);
});
