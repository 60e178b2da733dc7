import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Role } from "@/register/api/bindings";
import { changeProduct, productNamed } from "@/register/testing/change-product";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { refusal } from "@/register/testing/refusal";
import { withServer } from "@/register/testing/scripted-server";
import { setLanguage } from "@/kit/i18n/language";
import { startKeyboard } from "@/kit/keyboard/key-layers";
import { DEFAULT_PROFILE } from "@/kit/scanner/profile";
import { decoder, startScanner } from "@/kit/scanner/start-scanner";
import { expectAccessible } from "@/kit/testing/accessibility";
import { pressKey, runKeyClock, scan } from "@/kit/testing/keys";
import { showRoutedScreen } from "@/register/testing/show-routed-screen";
import { ProductsScreen } from "./products-screen";

const COFFEE = "8991002105447";
const rows = () => screen.queryAllByTestId("product-row");
const panel = () => screen.getByTestId("product-panel");
const selected = () => rows().find((row) => row.getAttribute("aria-selected") === "true");

async function shown(role: Role = "supervisor", change: Partial<TestShop> = {}) {
  onTestFinished(startKeyboard());
  const shop = withServer(await openTestShop("selling", { as: role }), "not_enrolled");
  const productSave = vi.fn(change.productSave ?? shop.productSave);
  const view = showRoutedScreen(<ProductsScreen />, { ...shop, ...change, productSave });
  await screen.findByTestId("products-screen");
  await waitFor(() => expect(rows().length).toBeGreaterThan(3));
  return { ...view, shop, productSave };
}

/** A scanner that is plugged in for one scan: hands at the speed of tests would pass for one. */
function scanOnce(code: string): void {
  runKeyClock();
  decoder.configure(DEFAULT_PROFILE);
  const stop = startScanner();
  scan(code);
  stop();
}

const numberedProducts = (count: number): string =>
  ["sku;nama;harga", ...Array.from({ length: count }, (_, at) => `B${at};Barang ${at};5000`)].join(
    "\n",
  );

type Shown = Awaited<ReturnType<typeof shown>>;

/** The form of the first product that a text finds. */
async function editing({ user }: Shown, text: string) {
  await user.type(await screen.findByTestId("products-search"), text);
  await waitFor(() => expect(selected()).toHaveTextContent(text));
  pressKey("F4");
  return screen.findByTestId("product-form");
}

async function retype({ user }: Shown, testId: string, text: string) {
  await user.clear(screen.getByTestId(testId));
  await user.type(await screen.findByTestId(testId), text);
}

describe("the list", () => {
  test("is by name, and the arrows move it while the search has the focus", async () => {
    await shown();
    expect(screen.getByTestId("products-search")).toHaveFocus();
    expect(selected()).toHaveTextContent("Air galon isi ulang");
    pressKey("ArrowDown");
    await waitFor(() => expect(panel()).toHaveTextContent("Air mineral 600 ml"));
    pressKey("ArrowUp");
    await waitFor(() => expect(panel()).toHaveTextContent("Air galon isi ulang"));
  });

  test("is narrowed by a text, a category and a status", async () => {
    const { user } = await shown();
    await user.type(await screen.findByTestId("products-search"), "kopi");
    await waitFor(() => expect(rows()).toHaveLength(1));
    pressKey("Escape");
    await waitFor(() => expect(rows().length).toBeGreaterThan(3));
    screen.getByTestId("products-category").focus();
    await user.keyboard("{Enter}{ArrowDown}{Enter}");
    await waitFor(() => expect(rows().length).toBeLessThan(12));
    screen.getByTestId("products-status").focus();
    await user.keyboard("{Enter}{ArrowDown}{ArrowDown}{Enter}");
    await waitFor(() => expect(screen.getByText("Tidak ada barang yang cocok")).toBeVisible());
  });

  test("a scan looks its product up, wherever the focus is", async () => {
    await shown();
    act(() => screen.getByTestId("product-new").focus());
    scanOnce(COFFEE);
    await waitFor(() => expect(rows()).toHaveLength(1));
    await waitFor(() => expect(panel()).toHaveTextContent("Kopi bubuk 165 g"));
  });

  test("Enter opens what a word found, and only looks up what a code found", async () => {
    const { user } = await shown();
    await user.type(await screen.findByTestId("products-search"), `${COFFEE}{Enter}`);
    await waitFor(() => expect(rows()).toHaveLength(1));
    await waitFor(() => expect(panel()).toHaveTextContent("Kopi bubuk 165 g"));
    expect(screen.queryByTestId("product-form")).not.toBeInTheDocument();
    pressKey("Escape");
    await user.type(await screen.findByTestId("products-search"), "kopi");
    await waitFor(() => expect(rows()).toHaveLength(1));
    await user.keyboard("{Enter}");
    expect(await screen.findByTestId("product-form")).toBeVisible();
  });

  test("an unknown code may become a product that has it", async () => {
    const { user } = await shown();
    scanOnce("8990000000011");
    await user.click(await screen.findByTestId("product-new-code"));
    expect(await screen.findByTestId("product-barcode")).toHaveValue("8990000000011");
  });

  test("fetches as far as somebody scrolls, and draws what is in sight", async () => {
    const shop = await openTestShop("selling", { as: "owner" });
    await shop.importCatalog(numberedProducts(1000));
    const productsList = vi.fn(shop.productsList);
    await shown("owner", { productsList, productShow: shop.productShow });
    expect(rows().length).toBeLessThan(60);
    expect(productsList.mock.calls.length).toBeLessThan(3);
  });
});

describe("a cashier", () => {
  test("looks and does not edit; the cost stays with the owner", async () => {
    await shown("cashier");
    await screen.findByTestId("product-read-only");
    expect(panel()).not.toHaveTextContent("Harga beli");
    expect(screen.queryByTestId("product-new")).not.toBeInTheDocument();
    pressKey("F4");
    pressKey("F6");
    pressKey("Delete", { target: document.body });
    await act(() => Promise.resolve());
    expect(screen.queryByTestId("product-form")).not.toBeInTheDocument();
    expect(screen.queryByTestId("alert-confirm")).not.toBeInTheDocument();
  });
});

describe("the form", () => {
  test("makes a product by keys alone: F6, typing, a scan, F9", async () => {
    const { user, productSave } = await shown();
    pressKey("F6");
    await screen.findByTestId("product-form");
    await user.keyboard("Teh tarik 30 g");
    scanOnce("8990000000028");
    await waitFor(() => expect(screen.getByTestId("product-barcode")).toHaveValue("8990000000028"));
    expect(screen.getByTestId("product-name")).toHaveValue("Teh tarik 30 g");
    await user.type(await screen.findByTestId("product-price"), "12.500");
    pressKey("F9");
    await waitFor(() => expect(screen.queryByTestId("product-form")).not.toBeInTheDocument());
    expect(productSave.mock.calls[0]?.[1]).toMatchObject({
      product_id: null,
      base_revision: 0,
      name: "Teh tarik 30 g",
      barcode: "8990000000028",
      price_text: "12.500",
    });
    await waitFor(() => expect(panel()).toHaveTextContent("Rp 12.500"));
  });

  test("Enter goes to the next field and saves nothing", async () => {
    const view = await shown();
    await editing(view, "Kopi");
    await view.user.keyboard("{Enter}");
    expect(screen.getByTestId("product-barcode")).toHaveFocus();
    await view.user.keyboard("{Enter}{Enter}");
    expect(screen.getByTestId("product-price")).toHaveFocus();
    expect(view.productSave).not.toHaveBeenCalled();
  });

  test("a price is sent as typed, on the revision that was seen", async () => {
    const view = await shown();
    await editing(view, "Kopi");
    const { revision } = await productNamed(view.shop, "kopi");
    await retype(view, "product-price", "15000");
    await view.user.click(await screen.findByTestId("product-save"));
    await waitFor(() => expect(view.productSave).toHaveBeenCalledOnce());
    expect(view.productSave.mock.calls[0]?.[1]).toMatchObject({
      price_text: "15000",
      base_revision: revision,
    });
    await waitFor(() => expect(panel()).toHaveTextContent("Rp 15.000"));
  });

  test("a known category is one press", async () => {
    const view = await shown();
    pressKey("F6");
    await screen.findByTestId("product-form");
    await view.user.type(await screen.findByTestId("product-category"), "minu");
    await view.user.click(await screen.findByTestId("product-category-offer"));
    expect(screen.getByTestId("product-category")).toHaveValue("Minuman");
  });

  test("a refused field is named and what was typed stays", async () => {
    const view = await shown();
    await editing(view, "Kopi");
    await retype(view, "product-barcode", "8992761002015");
    pressKey("F9");
    await waitFor(() =>
      expect(screen.getByTestId("product-barcode")).toHaveAttribute("aria-invalid", "true"),
    );
    expect(screen.getByTestId("product-barcode")).toHaveValue("8992761002015");
  });

  test("a refusal of no field is told above them", async () => {
    const view = await shown("owner", {
      productSave: () => Promise.reject(refusal("disk_full")),
    });
    await editing(view, "Kopi");
    await retype(view, "product-price", "15000");
    pressKey("F9");
    expect(await screen.findByTestId("product-error")).toHaveTextContent("Disk penuh");
  });

  test("what was typed is asked about before it is lost", async () => {
    const view = await shown();
    await editing(view, "Kopi");
    await retype(view, "product-price", "15000");
    await view.user.keyboard("{Escape}");
    await view.user.click(await screen.findByTestId("alert-cancel"));
    expect(screen.getByTestId("product-price")).toHaveValue("15000");
    await view.user.click(await screen.findByTestId("product-cancel"));
    await view.user.click(await screen.findByTestId("alert-confirm"));
    await waitFor(() => expect(screen.queryByTestId("product-form")).not.toBeInTheDocument());
    expect(view.productSave).not.toHaveBeenCalled();
  });

  test("an edit on what has changed since is refused, shows it, and is saved over it", async () => {
    const view = await shown();
    await editing(view, "Kopi");
    await retype(view, "product-price", "15000");
    const { revision } = await changeProduct(view.shop, "kopi", {
      price_text: "16000",
      category: "Kopi & teh",
    });
    pressKey("F9");
    const notice = await screen.findByTestId("product-changed");
    expect(notice).toHaveTextContent("Harga jualSekarang: 16.000Isian Anda: 15000");
    expect(notice).toHaveTextContent("KategoriSekarang: Kopi & teh");
    expect(screen.getByTestId("product-category")).toHaveValue("Kopi & teh");
    expect(screen.getByTestId("product-price")).toHaveValue("15000");
    await view.user.click(within(notice).getByTestId("product-take-price_text"));
    expect(screen.getByTestId("product-price")).toHaveValue("16.000");
    pressKey("F9");
    await waitFor(() => expect(screen.queryByTestId("product-form")).not.toBeInTheDocument());
    expect(view.productSave.mock.calls.at(-1)?.[1]).toMatchObject({
      base_revision: revision,
      price_text: "16.000",
    });
  });
});

test("a product leaves the sale after a question and comes back without one", async () => {
  const { user, shop } = await shown();
  await user.click(await screen.findByTestId("product-toggle"));
  await user.click(await screen.findByTestId("alert-confirm"));
  await within(panel()).findByText("Nonaktif");
  expect((await productNamed(shop, "galon")).status).toBe("inactive");
  await user.click(await screen.findByTestId("product-toggle"));
  await waitFor(async () => expect((await productNamed(shop, "galon")).status).toBe("active"));
});

test("list and form are accessible, in English too", async () => {
  setLanguage("en");
  const { container } = await shown();
  await screen.findByTestId("product-edit");
  await expectAccessible(container);
  pressKey("F4");
  await expectAccessible(await screen.findByTestId("product-form"));
});
