import type { CartItemView } from "@/register/api/bindings";

/** How many rem a character of a number takes at most, in the size its column is set in. */
const REGISTER_REM = 0.75;
const AMOUNT_REM = 0.9;

/** Wide enough for what most shops sell, so that the columns rarely move. */
const QUANTITY_LEAST_REM = 4.5;
const PRICE_LEAST_REM = 7.5;
const AMOUNT_LEAST_REM = 9.5;

/** The widths of the cart's columns as CSS variables: no digit of an amount is ever cut off. */
export function cartWidths(items: readonly CartItemView[]): Record<string, string> {
  const longest = (text: (item: CartItemView) => string): number =>
    items.reduce((most, item) => Math.max(most, text(item).length), 0);
  const rem = (least: number, characters: number, perCharacter: number): string =>
    `${Math.max(least, characters * perCharacter)}rem`;
  const quantity = longest(
    (item) => `${item.quantity_text} ${item.weighed ? (item.unit ?? "") : ""}`,
  );
  return {
    "--cart-quantity": rem(QUANTITY_LEAST_REM, quantity, REGISTER_REM),
    "--cart-price": rem(
      PRICE_LEAST_REM,
      longest((item) => item.unit_price.text),
      REGISTER_REM,
    ),
    "--cart-amount": rem(
      AMOUNT_LEAST_REM,
      longest((item) => item.total.text),
      AMOUNT_REM,
    ),
  };
}
