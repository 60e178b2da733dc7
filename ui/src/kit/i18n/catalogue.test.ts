import { afterEach, describe, expect, test } from "vitest";
import { MESSAGES, type Locale, type MessageKey } from "./catalogue";
import { setLanguage, translate } from "./language";

const LOCALES: readonly Locale[] = ["id", "en"];
const PLURAL = /_(zero|one|two|few|many|other)$/;

const entries = LOCALES.flatMap((locale) =>
  Object.entries(MESSAGES[locale]).map(([key, text]) => ({ locale, key, text })),
);

const messageOf = (key: string): string => key.replace(PLURAL, "");

/** The names of the places of a text, sorted: `{count, number}` is `count`. */
const placesOf = (text: string): string =>
  [...text.matchAll(/\{(\w+)[^}]*\}/g)]
    .map((match) => match[1])
    .sort()
    .join(" ");

test("both languages have the same messages", () => {
  const messages = (locale: Locale) => [...new Set(Object.keys(MESSAGES[locale]).map(messageOf))];
  expect(messages("en").sort()).toEqual(messages("id").sort());
});

test("a message with plurals has every form that its language has, and only those", () => {
  const plurals = new Set(
    entries.filter(({ key }) => PLURAL.test(key)).map((one) => messageOf(one.key)),
  );
  expect(plurals.size).toBeGreaterThan(5);
  for (const locale of LOCALES) {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const message of plurals) {
      const there = Object.keys(MESSAGES[locale]).filter((key) => messageOf(key) === message);
      expect(there.sort()).toEqual(forms.map((form) => `${message}_${form}`).sort());
    }
  }
});

test("a message has the same places in every form and both languages", () => {
  const places = new Map(entries.map(({ key, text }) => [messageOf(key), placesOf(text)]));
  const different = entries.filter(
    ({ key, text }) => placesOf(text) !== places.get(messageOf(key)),
  );
  expect(different).toEqual([]);
});

test("no message is empty", () => {
  expect(entries.filter(({ text }) => text.trim() === "")).toEqual([]);
});

test("a key starts with the name of its area", () => {
  expect(entries.filter(({ key }) => !/^[a-z-]+\.[a-z0-9_-]+$/.test(key))).toEqual([]);
});

describe("what is shown", () => {
  afterEach(() => setLanguage("id"));

  test.each<[Locale, MessageKey, number, string]>([
    ["en", "products.count", 0, "0 products"],
    ["en", "products.count", 1, "1 product"],
    ["en", "products.count", 2, "2 products"],
    ["en", "products.count", 100_000, "100,000 products"],
    ["id", "products.count", 1, "1 barang"],
    ["id", "products.count", 100_000, "100.000 barang"],
    ["en", "sync.waiting-other", 1, "1 entry"],
    ["en", "sync.waiting-other", 1200, "1200 entries"],
  ])("in %s %s of %i is %j", (language, key, count, text) => {
    setLanguage(language);
    expect(translate(key, { count })).toBe(text);
  });

  test("values are shown as they are", () => {
    expect(translate("lock.enter-pin", { name: "A & B <i>{x}</i> $t(shell.ok)" })).toBe(
      "PIN A & B <i>{x}</i> $t(shell.ok)",
    );
  });
});
