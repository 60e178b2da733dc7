import { expect, test } from "vitest";
import { MESSAGES } from "./catalogue";
import { fillPlaceholders, placeholdersOf } from "./placeholders";

const keys = Object.keys(MESSAGES.id) as (keyof typeof MESSAGES.id)[];

test("both languages have the same messages", () => {
  expect(Object.keys(MESSAGES.en).sort()).toEqual([...keys].sort());
});

test("no message is empty", () => {
  const empty = keys.filter(
    (key) => MESSAGES.id[key].trim() === "" || MESSAGES.en[key].trim() === "",
  );
  expect(empty).toEqual([]);
});

test("a message has the same places in both languages", () => {
  const different = keys.filter(
    (key) => placeholdersOf(MESSAGES.id[key]).join() !== placeholdersOf(MESSAGES.en[key]).join(),
  );
  expect(different).toEqual([]);
});

test("a key starts with the name of its area", () => {
  expect(keys.filter((key) => !/^[a-z-]+\.[a-z0-9_-]+$/.test(key))).toEqual([]);
});

test("values fill their places and an unknown place stays", () => {
  expect(fillPlaceholders("{count} dari {total}", { count: 3 })).toBe("3 dari {total}");
});
