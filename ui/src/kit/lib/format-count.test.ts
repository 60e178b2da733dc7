import { expect, test } from "vitest";
import { formatCount } from "./format-count";

test.each([
  [7, "7", "7"],
  [1240, "1.240", "1,240"],
  [100_000, "100.000", "100,000"],
])("%i is %s, %s", (count, id, en) => {
  expect([formatCount(count, "id"), formatCount(count, "en")]).toEqual([id, en]);
});
