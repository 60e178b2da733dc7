import { expect, test } from "vitest";
import { usernameFrom } from "./username-from";

test.each([
  ["Ayu Lestari", [], "ayu"],
  ["Hj. Siti Nurhaliza", [], "siti"],
  ["Pak Budi", [], "budi"],
  ["dr. Ir. H. Joko", [], "joko"],
  ["Ibu", [], "ibu"],
  ["Dewi Sartika", ["dewi"], "dewis"],
  ["Dewi", ["dewi"], "dewi2"],
  ["Dewi", ["dewi", "dewi2"], "dewi3"],
  ["", [], ""],
] as const)("%s beside %j is %s", (name, taken, username) => {
  expect(usernameFrom(name, taken)).toBe(username);
});
