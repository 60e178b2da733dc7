import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showScreen } from "@/register/testing/show-screen";
import { BackupTab } from "./backup-tab";

async function shown(change: (shop: TestShop) => Partial<TestShop> = () => ({})) {
  const shop = await openTestShop("selling", { as: "owner" });
  const view = showScreen(<BackupTab mayChange />, { ...shop, ...change(shop) });
  await screen.findByTestId("settings-recovery-new");
  return { ...view, shop };
}

test("a new code is asked about, shown once, and asked for", async () => {
  const { user, container, shop } = await shown();
  const before = (await shop.backupStatus()).recovery_code_made_ms;
  await expectAccessible(container);
  await user.click(screen.getByTestId("settings-recovery-new"));
  await user.click(await screen.findByTestId("alert-confirm"));
  expect(await screen.findByTestId("recovery-code")).toHaveAttribute(
    "data-code",
    expect.stringMatching(/^(\w{4}-){6}\w{4}$/),
  );
  expect((await shop.backupStatus()).recovery_code_made_ms).not.toBe(before);
});

test("a folder is chosen, the first backup is made at once, and it can be switched off", async () => {
  const { user, shop } = await shown((own) => ({
    folderChoose: async () => {
      const { data_dir } = await own.setupStatus();
      return data_dir.slice(0, data_dir.lastIndexOf("/"));
    },
  }));
  await user.click(screen.getByTestId("settings-backup-choose"));
  expect(await screen.findByTestId("settings-backup-off")).toBeInTheDocument();
  await waitFor(async () => expect((await shop.backupStatus()).last_at_ms).not.toBeNull());
  await user.click(screen.getByTestId("settings-backup-off"));
  await waitFor(async () => expect((await shop.backupStatus()).folder).toBeNull());
});

test("a folder that is not there is told on its field", async () => {
  const { user } = await shown();
  await user.type(screen.getByTestId("settings-backup-folder"), "/nonexistent/usb{Enter}");
  await waitFor(() =>
    expect(screen.getByTestId("settings-backup-folder")).toHaveAttribute("aria-invalid", "true"),
  );
});

test("a backup is written to a chosen file", async () => {
  const { user } = await shown((own) => ({
    newFileChoose: async () => `${(await own.setupStatus()).data_dir}/now.db`,
  }));
  await user.click(screen.getByTestId("settings-backup-now"));
  expect(await screen.findByTestId("settings-backup-written")).toHaveTextContent("now.db");
});
