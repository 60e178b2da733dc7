import { Button } from "@/kit/components/button";
import { KeyCap } from "@/kit/components/key-hint";
import { useTranslate } from "@/kit/i18n/language";
import { CartTools, type CartToolsProps } from "./cart-tools";

export interface CartSummaryProps extends CartToolsProps {
  readonly onPay: () => void;
}

/** What the sale comes to, readable from the other side of the counter. */
export function CartSummary({ cart, changes, dialogs, onPay }: CartSummaryProps) {
  const t = useTranslate();
  const hasDiscount = cart.discount.cents !== 0;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 border-t border-border px-4 pt-2 pb-3">
      <div className="flex basis-full flex-wrap items-baseline gap-x-6 text-body text-muted narrow:flex-1">
        <span data-testid="cart-counts">
          {t("sell.counts", { count: cart.line_count, quantity: cart.quantity_text })}
        </span>
        {hasDiscount && (
          <span data-testid="cart-discount">
            {t("sell.discount")} −{cart.discount.text}
          </span>
        )}
        {cart.tax_lines.map((line) => (
          <span key={line.name} {...(line.inclusive && { className: "stacked:hidden" })}>
            {t(line.inclusive ? "sell.tax-included" : "sell.tax-added", {
              name: line.name,
              amount: line.tax.text,
            })}
          </span>
        ))}
      </div>
      {cart.taken !== null && (
        <p
          data-testid="cart-taken"
          className="my-1 flex basis-full flex-wrap justify-between gap-x-6 rounded-control bg-warn px-3 py-1.5 text-register font-semibold text-on-warn narrow:order-1"
        >
          <span>{t("sell.taken", { sum: cart.taken.sum.text })}</span>
          <span>{t("sell.taken-rest", { remaining: cart.taken.remaining.text })}</span>
        </p>
      )}
      <span className="text-title font-bold narrow:order-2">{t("sell.total")}</span>
      <CartTools cart={cart} changes={changes} dialogs={dialogs} />
      {/* In a narrow window the tools share the first line, and the total has the second. */}
      <span aria-hidden className="hidden basis-full narrow:order-1 narrow:block" />
      <span
        data-testid="cart-total"
        className="figures ml-auto text-total font-bold whitespace-nowrap narrow:order-3 narrow:text-total-narrow"
      >
        {cart.total.text}
      </span>
      {/* The way to the money is further down where the columns are stacked. */}
      <div className="hidden basis-full stacked:order-4 stacked:block">
        <Button
          variant="pay"
          keepFocus
          disabled={cart.items.length === 0}
          data-testid="pay-below-total"
          className="w-full"
          onClick={onPay}
        >
          {t("keys.tender")} <KeyCap>F9</KeyCap>
        </Button>
      </div>
    </div>
  );
}
