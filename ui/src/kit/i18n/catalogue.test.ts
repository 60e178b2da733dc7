import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
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

test("a count is written with the marks of its language", () => {
  expect(entries.filter(({ text }) => text.includes("{count}"))).toEqual([]);
});

/** What the sources name: whole keys, and the beginnings of keys that they put together. */
function namedInSources(): { keys: Set<string>; beginnings: string[] } {
  const source = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join("src", file), "utf8"))
    .join("\n");
  const all = (pattern: RegExp) => [...source.matchAll(pattern)].map((match) => match[1] ?? "");
  return {
    keys: new Set(all(/["`]([a-z-]+\.[a-z0-9_-]+)["`]/g)),
    beginnings: all(/`([a-z-]+\.[a-z0-9_-]*)\$\{/g),
  };
}

test("every message is shown somewhere", () => {
  const { keys, beginnings } = namedInSources();
  const messages = [...new Set(Object.keys(MESSAGES.id).map(messageOf))];
  const unused = messages.filter(
    (message) => !keys.has(message) && !beginnings.some((start) => message.startsWith(start)),
  );
  expect(unused).toEqual([]);
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
    ["id", "catalog-import.about", 1240, "kira-kira 1.240 baris · pemisah {delimiter}"],
    ["en", "sync.waiting-other", 1, "1 entry"],
    ["en", "sync.waiting-other", 1200, "1,200 entries"],
  ])("in %s %s of %i is %j", (language, key, count, text) => {
    setLanguage(language);
    expect(translate(key, { count })).toBe(text);
  });

  test("a place that gets no value stays to be seen", () => {
    expect(translate("sell.spoken", { name: "Gula" })).toBe("Gula, {quantity}, total {total}");
  });

  test("values are shown as they are", () => {
    expect(translate("lock.enter-pin", { name: "A & B <i>{x}</i> $t(shell.ok)" })).toBe(
      "PIN A & B <i>{x}</i> $t(shell.ok)",
    );
  });
});
