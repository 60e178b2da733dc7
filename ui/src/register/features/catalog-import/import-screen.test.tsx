import { act, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { fakeHost, type FakeHost } from "@/register/api/fake/fake-host";
import { refusal } from "@/register/api/fake/fake-refusal";
import { NO_IMPORT } from "@/register/api/fake/fake-world";
import { setLanguage } from "@/kit/i18n/language";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showScreen } from "@/register/testing/show-screen";
import { ImportScreen } from "./import-screen";

function shown(change: Partial<FakeHost> = {}) {
  const host = fakeHost("selling");
  const importPreview = vi.fn(change.importPreview ?? host.importPreview);
  const importStart = vi.fn(change.importStart ?? host.importStart);
  const view = showScreen(<ImportScreen />, { ...host, ...change, importPreview, importStart });
  return { ...view, host, importPreview, importStart };
}

test("a typed path leads through the preview to the result", async () => {
  const { user, importStart } = shown();
  await user.type(await screen.findByTestId("import-path"), "/home/toko/barang.csv{Enter}");
  expect(await screen.findByTestId("import-samples")).toHaveTextContent("Kopi bubuk 165 g");
  expect(screen.getByText(/titik koma/)).toBeInTheDocument();
  await user.click(screen.getByTestId("import-start"));
  expect(await screen.findByTestId("import-running")).toBeInTheDocument();
  expect(importStart.mock.calls[0]?.[1]).toBe("/home/toko/barang.csv");
  expect(await screen.findByTestId("import-done", {}, { timeout: 4000 })).toBeInTheDocument();
  expect(screen.getByTestId("import-added")).toHaveTextContent("1180");
  expect(screen.getByTestId("import-rejected-file")).toHaveTextContent("barang-rejected.csv");
});

test("the file dialog reads the chosen file at once", async () => {
  const { user, importPreview } = shown();
  await user.click(await screen.findByTestId("import-choose"));
  await screen.findByTestId("import-samples");
  expect(importPreview).toHaveBeenCalledWith("/home/toko/barang.csv", null);
});

test("nothing happens when the file dialog is closed without a choice", async () => {
  const { user, importPreview } = shown({ importChoose: () => Promise.resolve(null) });
  await user.click(await screen.findByTestId("import-choose"));
  expect(importPreview).not.toHaveBeenCalled();
});

test("another column is tried on the sample at once", async () => {
  const { user, importPreview } = shown();
  await user.click(await screen.findByTestId("import-choose"));
  await user.click(await screen.findByTestId("import-map-unit"));
  await user.click(await screen.findByRole("option", { name: "kategori" }));
  await waitFor(() => expect(importPreview).toHaveBeenCalledTimes(2));
  expect(importPreview.mock.calls[1]?.[1]).toMatchObject({ unit: "kategori", name: "nama_barang" });
});

test("a row that would be refused says why", async () => {
  const host = fakeHost("selling");
  const preview = await host.importPreview("/x.csv", null);
  const [first] = preview.samples;
  const samples = [
    { ...first!, problem: "price_negative" },
    { ...first!, row: 9, problem: "new" },
  ];
  const { user } = shown({ importPreview: () => Promise.resolve({ ...preview, samples }) });
  await user.click(await screen.findByTestId("import-choose"));
  expect(await screen.findByText("Harga negatif")).toBeInTheDocument();
  expect(screen.getByText("new")).toBeInTheDocument();
});

test("columns that are missing are named and the preview stays", async () => {
  const importStart = () =>
    Promise.reject(refusal("import_columns_missing", { missing: ["name", "price"] }));
  const { user } = shown({ importStart });
  await user.click(await screen.findByTestId("import-choose"));
  await user.click(await screen.findByTestId("import-start"));
  expect(await screen.findByTestId("import-error")).toHaveTextContent("Nama barang, Harga jual");
  expect(screen.getByTestId("import-samples")).toBeInTheDocument();
});

test("an import that runs already is shown, and can be cancelled", async () => {
  const host = fakeHost("selling");
  const running = { ...NO_IMPORT, state: "applying" as const, rows_done: 310, rows_total: 1240 };
  host.world.importing = running;
  const { user } = showScreen(<ImportScreen />, host);
  expect(await screen.findByTestId("import-rows")).toHaveTextContent("310 dari 1240 baris25%");
  await user.click(screen.getByTestId("import-cancel"));
  act(() => {
    for (const listener of host.world.listeners) {
      listener.onImport({ ...running, state: "cancelled", added: 300 });
    }
  });
  expect(await screen.findByTestId("import-cancelled")).toHaveTextContent("Sebagian barang");
});

test("each stage is accessible, in English too", async () => {
  setLanguage("en");
  const { user, container } = shown();
  await screen.findByTestId("import-path");
  await expectAccessible(container);
  await user.click(screen.getByTestId("import-choose"));
  await screen.findByTestId("import-samples");
  await expectAccessible(container);
});
