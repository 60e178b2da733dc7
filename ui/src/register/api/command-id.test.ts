import fc from "fast-check";
import { expect, test } from "vitest";
import { newCommandId } from "./command-id";

test("a command id is a UUID of version 7 that carries its time", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 45 }), (now) => {
      const id = newCommandId(now);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now);
    }),
  );
});

test("no two presses share an id", () => {
  const ids = Array.from({ length: 2000 }, () => newCommandId(1));
  expect(new Set(ids).size).toBe(ids.length);
});
