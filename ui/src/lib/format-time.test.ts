import { expect, test } from "vitest";
import { formatClock, formatCountdown, formatDay, formatDayAndClock } from "./format-time";

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
