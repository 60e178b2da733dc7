import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { setLanguage } from "@/kit/i18n/language";
import { expectAccessible } from "@/kit/testing/accessibility";
import { refusal } from "@/register/testing/refusal";
import { openTestShop } from "@/register/testing/shop";
import { showScreen } from "@/register/testing/show-screen";
import { SaveSupportFile } from "./save-support-file";
import { supportFileName } from "./support-file-name";

const PATH = "/media/usb/kasapro-support.zip";

async function shown(supportFileSave: () => Promise<unknown>, path: string | null = PATH) {
  const shop = await openTestShop("locked");
  const newFileChoose = vi.fn().mockResolvedValue(path);
  const host = { ...shop, newFileChoose, supportFileSave: supportFileSave as never };
  const view = showScreen(<SaveSupportFile />, host);
  await view.user.click(screen.getByTestId("support-file-save"));
  return { ...view, newFileChoose };
}

const written = (missing: readonly string[]) => () =>
  Promise.resolve({ path: PATH, bytes: 900, parts: ["program.json"], missing });

test("where the file is is told", async () => {
  const { container, newFileChoose } = await shown(written([]));
  expect(await screen.findByTestId("support-file-saved")).toHaveTextContent(PATH);
  expect(newFileChoose).toHaveBeenCalledWith(
    expect.stringMatching(/^kasapro-support-\d{8}-\d{4}\.zip$/),
  );
  await expectAccessible(container);
});

test("a file about a shop that does not open says what is not in it", async () => {
  await shown(written(["ledger"]));
  expect(await screen.findByTestId("support-file-saved")).toHaveTextContent(
    "Data toko tidak bisa dibuka",
  );
});

test("a part that could not be collected is named", async () => {
  await shown(written(["sync.json"]));
  const told = await screen.findByTestId("support-file-saved");
  expect(told).toHaveTextContent("Yang tidak ada di dalamnya: sync.json");
});

test("a refusal says what to do", async () => {
  setLanguage("en");
  await shown(() => Promise.reject(refusal("file_exists", { path: PATH })));
  expect(await screen.findByTestId("support-file-error")).toHaveTextContent(
    `Choose another name: ${PATH}`,
  );
});

test("nothing is saved when no file is chosen", async () => {
  const save = vi.fn();
  await shown(save, null);
  expect(save).not.toHaveBeenCalled();
});

test("each minute has a name of its own", () => {
  expect(supportFileName(new Date(2026, 0, 5, 7, 3))).toBe("kasapro-support-20260105-0703.zip");
});
