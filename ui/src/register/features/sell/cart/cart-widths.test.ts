import { expect, test } from "vitest";
import { newCommandId } from "@/register/api/command-id";
import { openTestShop } from "@/register/testing/shop";
import { cartWidths } from "./cart-widths";

async function cartItem(total: string) {
  const shop = await openTestShop("selling");
  const { cart } = await shop.cartScan(newCommandId(), "8992761002015", null);
  const [item] = cart.items;
  if (item === undefined) {
    throw new Error("the shop sells no noodles");
  }
  return { ...item, total: { ...item.total, text: total }, unit_price: { cents: 1, text: total } };
}

const rem = (width: string | undefined): number => Number.parseFloat(width ?? "");

test("usual amounts leave the columns as they are", async () => {
  expect(cartWidths([])).toEqual(cartWidths([await cartItem("Rp 3.500")]));
});

test("the longest amount of the cart makes room for itself", async () => {
  const usual = cartWidths([]);
  const large = cartWidths([await cartItem("Rp 3.500"), await cartItem("Rp 999.999.999")]);
  // 14 characters of Inter in 1.5 rem semibold measure 12 rem, in 1.25 rem 9.8 rem.
  expect(rem(large["--cart-amount"])).toBeGreaterThanOrEqual(12);
  expect(rem(large["--cart-price"])).toBeGreaterThanOrEqual(9.8);
  expect(rem(large["--cart-quantity"])).toBe(rem(usual["--cart-quantity"]));
});
