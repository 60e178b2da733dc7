import { expect, test } from "vitest";
import {
  begunAs,
  emptyDraft,
  joinInput,
  problemOf,
  setupInput,
  stepsFor,
  withOwnerName,
} from "./setup-draft";

const draft = emptyDraft("id");

test("the page about the key is there only without a keyring", () => {
  expect(stepsFor("available", "new")).not.toContain("key");
  expect(stepsFor("missing", "new")).toContain("key");
  expect(stepsFor("missing", "join")).toContain("key");
});

test("who joins is asked for the server instead of the shop", () => {
  expect(stepsFor("available", "new")).not.toContain("server");
  expect(stepsFor("available", "join")).toEqual([
    "language",
    "server",
    "register",
    "printer",
    "summary",
  ]);
});

test("Rust is told what it asks for and no more", () => {
  const joining = { ...draft, server_url: " https://a.example ", code: "7K3M-9QXA" };
  expect(Object.keys(joinInput(joining)).sort()).toEqual([
    "code",
    "printer",
    "register_name",
    "server_url",
    "use_key_file",
  ]);
  expect(joinInput(joining).server_url).toBe("https://a.example");
  expect(setupInput(joining)).not.toHaveProperty("server_url");
  expect(setupInput(joining)).not.toHaveProperty("code");
  expect(setupInput(joining)).not.toHaveProperty("start");
});

test("the username follows the name until somebody writes another", () => {
  const named = withOwnerName(draft, "Ayu Lestari");
  expect(named.owner_username).toBe("ayu");
  const own = { ...named, owner_username: "bos" };
  expect(withOwnerName(own, "Sari Wulandari").owner_username).toBe("bos");
});

test("the register name follows language and start until somebody writes another", () => {
  expect(begunAs(draft, { language: "en" }).register_name).toBe("Register 1");
  expect(begunAs(draft, { start: "join" }).register_name).toBe("Kasir 2");
  const own = { ...draft, register_name: "Depan" };
  expect(begunAs(own, { language: "en", start: "join" }).register_name).toBe("Depan");
});

test.each([
  ["server", { server_url: "" }, "server_url"],
  ["server", { server_url: "https://a.example", code: "7K3M" }, "code"],
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
