import { expect, test } from "vitest";
import { isLanguage, languageFor } from "./language";

test.each([
  ["en", "en"],
  ["en-GB", "en"],
  ["id-ID", "id"],
  ["jv", "id"],
  ["enm", "id"],
  ["", "id"],
])("a desktop in %j begins in %s", (tag, language) => {
  expect(languageFor(tag)).toBe(language);
});

test("only the languages there are are languages", () => {
  expect(["id", "en", "de", null].map(isLanguage)).toEqual([true, true, false, false]);
});
