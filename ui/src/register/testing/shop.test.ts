import { expect, test } from "vitest";
import { commandsOf, type Host } from "@/register/api/host";
import { openTestShop } from "./shop";

test("the development host knows every command of the bindings", async () => {
  const shop = await openTestShop("needs_setup");
  const dialogs = ["importChoose", "backupChoose", "folderChoose", "newFileChoose"];
  const called = Object.keys(commandsOf()).filter((name) => !dialogs.includes(name));
  const answers = await Promise.allSettled(
    called.map((name) => (shop[name as keyof Host] as () => Promise<unknown>)()),
  );
  const unknown = answers.filter(
    (answer) => answer.status === "rejected" && String(answer.reason).includes("nothing here"),
  );
  expect(unknown).toEqual([]);
});

test("shops are copies: what one sells is not in another", async () => {
  const [one, other] = [await openTestShop("selling"), await openTestShop("selling")];
  await one.cartScan(crypto.randomUUID(), "8992761002015", null);
  expect((await one.cartView()).items).toHaveLength(1);
  expect((await other.cartView()).items).toHaveLength(0);
});
