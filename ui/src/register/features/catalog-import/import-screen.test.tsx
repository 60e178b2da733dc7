import { act, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { refusal } from "@/register/testing/refusal";
import { catalogFile } from "@/register/testing/catalog-file";
import { setLanguage } from "@/kit/i18n/language";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showScreen } from "@/register/testing/show-screen";
import { importQuery } from "@/register/api/queries";
import { ImportScreen } from "./import-screen";

const CATALOG = [
  "kode;nama_barang;harga_jual;kategori",
  "8990000000011;Teh tarik 30 g;3500;Minuman",
  "8990000000028;Kopi susu 20 g;2500;Minuman",
  "8990000000035;Roti tawar;-1;Roti",
].join("\n");

async function shown(change: Partial<TestShop> = {}) {
  const shop = await openTestShop("selling", { as: "owner" });
  const path = catalogFile(CATALOG);
  const importChoose = () => Promise.resolve(path);
  const importPreview = vi.fn(change.importPreview ?? shop.importPreview);
  const importStart = vi.fn(change.importStart ?? shop.importStart);
  const host = { ...shop, importChoose, ...change, importPreview, importStart };
  return { ...showScreen(<ImportScreen />, host), path, importPreview, importStart };
}

test("a typed path leads through the preview to the result", async () => {
  const { user, path, importStart } = await shown();
  await user.type(await screen.findByTestId("import-path"), `${path}{Enter}`);
  expect(await screen.findByTestId("import-samples")).toHaveTextContent("Kopi susu 20 g");
  expect(screen.getByText(/titik koma/)).toBeInTheDocument();
  await user.click(await screen.findByTestId("import-start"));
  expect(await screen.findByTestId("import-done")).toBeInTheDocument();
  expect(importStart.mock.calls[0]?.[1]).toBe(path);
  expect(screen.getByTestId("import-added")).toHaveTextContent("2");
  expect(screen.getByTestId("import-rejected-file")).toHaveTextContent(/\.csv/);
});

test("Enter alone leads from the path to the result", async () => {
  const { user, path } = await shown();
  await user.type(await screen.findByTestId("import-path"), `${path}{Enter}`);
  await waitFor(() => expect(screen.getByTestId("import-start")).toHaveFocus());
  await user.keyboard("{Enter}");
  expect(await screen.findByTestId("import-done")).toBeInTheDocument();
  await waitFor(() => expect(screen.getByTestId("import-again")).toHaveFocus());
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByTestId("import-path")).toHaveFocus());
});

test("the file dialog reads the chosen file at once", async () => {
  const { user, path, importPreview } = await shown();
  await user.click(await screen.findByTestId("import-choose"));
  await screen.findByTestId("import-samples");
  expect(importPreview).toHaveBeenCalledWith(path, null);
});

test("nothing happens when the file dialog is closed without a choice", async () => {
  const { user, importPreview } = await shown({ importChoose: () => Promise.resolve(null) });
  await user.click(await screen.findByTestId("import-choose"));
  expect(importPreview).not.toHaveBeenCalled();
});

test("another column is tried on the sample at once", async () => {
  const { user, importPreview } = await shown();
  await user.click(await screen.findByTestId("import-choose"));
  await user.click(await screen.findByTestId("import-map-unit"));
  await user.click(await screen.findByRole("option", { name: "kategori" }));
  await waitFor(() => expect(importPreview).toHaveBeenCalledTimes(2));
  expect(importPreview.mock.calls[1]?.[1]).toMatchObject({ unit: "kategori", name: "nama_barang" });
});

test("a row that would be refused says why", async () => {
  const shop = await openTestShop("selling", { as: "owner" });
  const preview = await shop.importPreview(catalogFile(CATALOG), null);
  const [first] = preview.samples;
  const samples = [
    { ...first!, problem: "price_negative" },
    { ...first!, row: 9, problem: "new" },
  ];
  const { user } = await shown({ importPreview: () => Promise.resolve({ ...preview, samples }) });
  await user.click(await screen.findByTestId("import-choose"));
  expect(await screen.findByText("Harga negatif")).toBeInTheDocument();
  expect(screen.getByText("new")).toBeInTheDocument();
});

test("columns that are missing are named and the preview stays", async () => {
  const importStart = () =>
    Promise.reject(refusal("import_columns_missing", { missing: ["name", "price"] }));
  const { user } = await shown({ importStart });
  await user.click(await screen.findByTestId("import-choose"));
  await user.click(await screen.findByTestId("import-start"));
  expect(await screen.findByTestId("import-error")).toHaveTextContent("Nama barang, Harga jual");
  expect(screen.getByTestId("import-samples")).toBeInTheDocument();
});

test("an import that runs already is shown, and can be cancelled", async () => {
  const shop = await openTestShop("selling", { as: "owner" });
  const idle = await shop.importProgress();
  const running = { ...idle, state: "applying" as const, rows_done: 310, rows_total: 1240 };
  const importCancel = vi.fn(() => Promise.resolve(null));
  const { user, client } = showScreen(<ImportScreen />, {
    ...shop,
    importProgress: () => Promise.resolve(running),
    importCancel,
  });
  expect(await screen.findByTestId("import-rows")).toHaveTextContent("310 dari 1.240 baris25%");
  await user.click(await screen.findByTestId("import-cancel"));
  await waitFor(() => expect(importCancel).toHaveBeenCalledOnce());
  act(() => {
    client.setQueryData(importQuery.queryKey, { ...running, state: "cancelled", added: 300 });
  });
  expect(await screen.findByTestId("import-cancelled")).toHaveTextContent("Sebagian barang");
});

test("each stage is accessible, in English too", async () => {
  setLanguage("en");
  const { user, container } = await shown();
  await screen.findByTestId("import-path");
  await expectAccessible(container);
  await user.click(await screen.findByTestId("import-choose"));
  await screen.findByTestId("import-samples");
  await expectAccessible(container);
});
