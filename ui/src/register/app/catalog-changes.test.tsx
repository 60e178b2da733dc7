import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { newCommandId } from "@/register/api/command-id";
import { ProductsScreen } from "@/register/features/products/products-screen";
import { clearCommandLine } from "@/register/features/sell/entry/command-line";
import { changeProduct, productNamed } from "@/register/testing/change-product";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { showApp, textOfElement } from "@/register/testing/show-app";
import { showRoutedScreen } from "@/register/testing/show-routed-screen";
import { pressKey, scan, typeText } from "@/kit/testing/keys";

/*
 * A price that was changed while a screen shows it: by an edit, by an import, and by what came
 * from other registers. The screens hear of all three in the same way.
 */

/** In "Camilan", the first category of the alphabet. */
const BISCUIT = "Biskuit cokelat 130 g";
const BISCUIT_CODE = "8993175535878";

async function openShop(): Promise<TestShop> {
  return openTestShop("selling", { as: "owner" });
}

async function showRegister(): Promise<TestShop> {
  clearCommandLine();
  const shop = await openShop();
  await showApp(shop);
  await screen.findByTestId("sell-screen");
  return shop;
}

const tiles = () => screen.queryAllByTestId("product-tile").map((tile) => tile.textContent);
const tilesToShow = (text: string) => waitFor(() => expect(tiles()).toContain(text));

test("a tile shows the price that an edit gave, and the cart keeps its own", async () => {
  const shop = await showRegister();
  await tilesToShow(`${BISCUIT}Rp 8.700`);
  scan(BISCUIT_CODE);
  await waitFor(() => expect(textOfElement("cart-total")).toBe("Rp 8.700"));
  await act(() => changeProduct(shop, BISCUIT, { price_text: "9100" }));
  await tilesToShow(`${BISCUIT}Rp 9.100`);
  expect(textOfElement("cart-total")).toBe("Rp 8.700");
});

test("a tile shows the price that an import gave", async () => {
  const shop = await showRegister();
  await tilesToShow(`${BISCUIT}Rp 8.700`);
  const row = `${BISCUIT_CODE};${BISCUIT};9300`;
  await act(() => shop.importCatalog(`barcode;nama;harga\n${row}`));
  await tilesToShow(`${BISCUIT}Rp 9.300`);
});

test("what a typed name finds shows the new price", async () => {
  const shop = await showRegister();
  typeText("biskuit");
  await waitFor(() => expect(tiles()).toEqual([`${BISCUIT}Rp 8.700`]));
  await act(() => changeProduct(shop, BISCUIT, { price_text: "9100" }));
  await waitFor(() => expect(tiles()).toEqual([`${BISCUIT}Rp 9.100`]));
});

test("what the search dialog finds shows the new price", async () => {
  const shop = await showRegister();
  pressKey("F2");
  fireEvent.change(await screen.findByTestId("find-field"), { target: { value: "biskuit" } });
  expect(await screen.findByTestId("find-hit")).toHaveTextContent("Rp 8.700");
  await act(() => changeProduct(shop, BISCUIT, { price_text: "9100" }));
  await waitFor(() => expect(screen.getByTestId("find-hit")).toHaveTextContent("Rp 9.100"));
});

test("the list of products and the chosen product show the new price", async () => {
  const shop = await openShop();
  const { user } = showRoutedScreen(<ProductsScreen />, shop);
  await user.click(await screen.findByText(BISCUIT));
  const row = (await screen.findAllByTestId("product-row")).find((one) =>
    one.textContent.includes(BISCUIT),
  );
  const panel = await screen.findByTestId("product-panel");
  await waitFor(() => expect(panel).toHaveTextContent("Rp 8.700"));
  await act(() => changeProduct(shop, BISCUIT, { price_text: "9100" }));
  await waitFor(() => expect(row).toHaveTextContent("Rp 9.100"));
  await waitFor(() => expect(panel).toHaveTextContent("Rp 9.100"));
});

test("a product without a price says so, in tiles and in the search", async () => {
  const shop = await showRegister();
  await act(() => changeProduct(shop, BISCUIT, { price_text: "" }));
  await tilesToShow(`${BISCUIT}belum ada harga`);
  pressKey("F2");
  fireEvent.change(await screen.findByTestId("find-field"), { target: { value: "biskuit" } });
  expect(await screen.findByTestId("find-hit")).toHaveTextContent("belum ada harga");
});

test("what is not sold any more has no tile, and the search says so", async () => {
  const shop = await showRegister();
  await tilesToShow(`${BISCUIT}Rp 8.700`);
  const { product_id } = await productNamed(shop, BISCUIT);
  await act(() => shop.productSetStatus(newCommandId(), product_id, false));
  await waitFor(() => expect(tiles().join()).not.toContain(BISCUIT));
  expect(tiles().length).toBeGreaterThan(0);
  typeText("biskuit");
  await waitFor(() => expect(tiles()).toEqual([`${BISCUIT}tidak dijual`]));
});

test("a category whose last product goes out of sale leaves the strip", async () => {
  const shop = await showRegister();
  await tilesToShow(`${BISCUIT}Rp 8.700`);
  for (const { product_id } of await shop.productInCategory("Camilan", 50, 0)) {
    await act(() => shop.productSetStatus(newCommandId(), product_id, false));
  }
  await waitFor(() => expect(screen.queryByRole("button", { name: "Camilan" })).toBeNull());
  await waitFor(() => expect(tiles().length).toBeGreaterThan(0));
});
