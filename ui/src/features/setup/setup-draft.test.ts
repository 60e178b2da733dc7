import { expect, test } from "vitest";
import { emptyDraft, inLanguage, problemOf, stepsFor, withOwnerName } from "./setup-draft";

const draft = emptyDraft("id");

test("the page about the key is there only without a keyring", () => {
  expect(stepsFor("available")).not.toContain("key");
  expect(stepsFor("missing")).toContain("key");
});

test("the username follows the name until somebody writes another", () => {
  const named = withOwnerName(draft, "Ayu Lestari");
  expect(named.owner_username).toBe("ayu");
  const own = { ...named, owner_username: "bos" };
  expect(withOwnerName(own, "Sari Wulandari").owner_username).toBe("bos");
});

test("the register name follows the language until somebody writes another", () => {
  expect(inLanguage(draft, "en").register_name).toBe("Register 1");
  const own = { ...draft, register_name: "Depan" };
  expect(inLanguage(own, "en").register_name).toBe("Depan");
});

test.each([
  ["shop", { store_name: " " }, "store_name"],
  ["owner", { owner_name: "" }, "owner_name"],
  ["owner", { owner_name: "Ayu", owner_username: "a yu" }, "owner_username"],
  ["pin", { pin: "" }, "pin"],
  ["register", { register_name: "" }, "register_name"],
  ["printer", { printer: { ...draft.printer, kind: "tcp" as const } }, "printer"],
  ["key", { use_key_file: false }, "use_key_file"],
] as const)("the page %s cannot be left with %o", (step, change, field) => {
  expect(problemOf(step, { ...draft, ...change })?.field).toBe(field);
});
