import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openTestShop } from "@/register/testing/shop";
import { installHost } from "./client";
import { followHost } from "./events";
import type { HostListener } from "./host";
import { newQueryClient } from "./queries";

/** What the screens have asked for, and a way to announce changes to them. */
async function announced() {
  const shop = await openTestShop("locked");
  let listener: HostListener | undefined;
  installHost({
    ...shop,
    subscribe: (one) => {
      listener = one;
      return () => undefined;
    },
  });
  const client = newQueryClient();
  onTestFinished(followHost(client));
  for (const name of ["catalog", "people", "users", "settings", "cart"]) {
    client.setQueryData([name], "read");
  }
  client.setQueryData(["catalog", "tiles", "Camilan"], "read");
  const stale = (): unknown[] =>
    client
      .getQueryCache()
      .findAll({ stale: true })
      .map(({ queryKey }) => queryKey.join("."));
  return { news: listener!, stale };
}

test("a changed catalog is read again, and nothing else", async () => {
  const { news, stale } = await announced();
  news.onCatalog();
  expect(stale()).toEqual(["catalog", "catalog.tiles.Camilan"]);
});

test("changed people are read again, and nothing else", async () => {
  const { news, stale } = await announced();
  news.onPeople();
  expect(stale()).toEqual(["people", "users"]);
});

test("after changed settings everything is read again: they name language and currency", async () => {
  const { news, stale } = await announced();
  news.onSettings();
  expect(stale()).toHaveLength(6);
});

test("every query for products begins with the catalog's key", () => {
  const queries = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(path.join("src", file), "utf8");
      const found = source.matchAll(
        /queryKey: \[([^\]]*)\],\s*queryFn: [^=]*=>\s*(\w+(?:\.\w+)?)/g,
      );
      return [...found].map(([, key = "", asks = ""]) => ({ file, key, asks }));
    })
    .filter(({ asks }) => /^(api\.(product|sold)|searchHits)/.test(asks));
  expect(queries.length).toBeGreaterThan(5);
  expect(queries.filter(({ key }) => !key.startsWith("...CATALOG"))).toEqual([]);
});
