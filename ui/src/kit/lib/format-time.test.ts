import { expect, test } from "vitest";
import {
  formatAge,
  formatClock,
  formatCountdown,
  formatDay,
  formatDayAndClock,
  formatSince,
} from "./format-time";

const AFTERNOON = new Date(2026, 10, 22, 14, 5, 9).getTime();

test("a clock has a dot in Indonesian and a colon in English", () => {
  expect(formatClock(AFTERNOON, "id")).toBe("14.05");
  expect(formatClock(AFTERNOON, "en")).toBe("14:05");
});

test("a day is written out", () => {
  expect(formatDay(AFTERNOON, "id")).toBe("Minggu, 22 November 2026");
  expect(formatDayAndClock(AFTERNOON, "en")).toBe("22 November 2026, 14:05");
});

test("a countdown rounds up, so that it reaches zero only when the wait is over", () => {
  expect(formatCountdown(29_001)).toBe("0:30");
  expect(formatCountdown(65_000)).toBe("1:05");
  expect(formatCountdown(-5)).toBe("0:00");
});

test("since today is a clock, since another day names it", () => {
  expect(formatSince(AFTERNOON, AFTERNOON + 3_600_000, "id")).toBe("14.05");
  expect(formatSince(AFTERNOON, AFTERNOON + 86_400_000, "en")).toBe("22 November, 14:05");
});

test.each([
  [7_000, "7 detik", "7 seconds"],
  [60_000, "1 menit", "1 minute"],
  [2 * 3_600_000 + 5, "2 jam", "2 hours"],
  [47 * 3_600_000, "47 jam", "47 hours"],
  [72 * 3_600_000, "3 hari", "3 days"],
  [-5, "0 detik", "0 seconds"],
])("a span of %i ms is %s", (span, id, en) => {
  expect([formatAge(span, "id"), formatAge(span, "en")]).toEqual([id, en]);
});
