import { expect, test } from "vitest";
import { isTouched, mergeWith, newDraft } from "./product-draft";

const before = { ...newDraft("899"), name: "Kopi", price_text: "5000", category: "Minuman" };

test("a draft is touched once a field differs", () => {
  expect(isTouched(before, { ...before })).toBe(false);
  expect(isTouched(before, { ...before, weighed: true })).toBe(true);
});

test("fields that were not touched here take what they are now", () => {
  const typed = { ...before, name: "Kopi bubuk" };
  const now = { ...before, price_text: "5500" };
  const { draft, changes } = mergeWith(before, typed, now);
  expect(draft).toEqual({ ...before, name: "Kopi bubuk", price_text: "5500" });
  expect(changes).toEqual([{ field: "price_text", now: "5500", mine: undefined }]);
});

test("a field touched on both sides keeps what was typed, and is named", () => {
  const typed = { ...before, price_text: "5200" };
  const now = { ...before, price_text: "5500" };
  const { draft, changes } = mergeWith(before, typed, now);
  expect(draft.price_text).toBe("5200");
  expect(changes).toEqual([{ field: "price_text", now: "5500", mine: "5200" }]);
});

test("the same change on both sides is no change", () => {
  const typed = { ...before, tax_exempt: true };
  expect(mergeWith(before, typed, { ...before, tax_exempt: true }).changes).toEqual([]);
});
