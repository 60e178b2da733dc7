import { clsx } from "clsx";
import { Minus, Plus, Trash2 } from "lucide-react";
import { memo } from "react";
import type { CartItemView } from "@/register/api/bindings";
import { IconButton } from "@/kit/components/icon-button";
import { useTranslate } from "@/kit/i18n/language";
import type { CartChanges } from "./use-cart-changes";
import { useSelection } from "./selection";

/** The columns of the cart, shared by its heading and its rows; `cartWidths` says how wide. */
export const CART_COLUMNS =
  "grid grid-cols-[2.25rem_minmax(0,1fr)_var(--cart-quantity)_var(--cart-price)_var(--cart-amount)] items-center gap-3 pr-4 pl-2 narrow:grid-cols-[2.25rem_minmax(0,1fr)_var(--cart-quantity)_var(--cart-amount)] narrow:gap-2";

export interface CartRowProps {
  readonly item: CartItemView;
  readonly place: number;
  readonly selected: boolean;
  readonly changes: CartChanges;
}

/** One item; memoised, for a scan changes one row of two hundred. */
export const CartRow = memo(function CartRow({ item, place, selected, changes }: CartRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={place + 1}
      aria-selected={selected}
      data-testid="cart-row"
      data-line-id={item.line_id}
      onClick={() => useSelection.setState({ lineId: item.line_id })}
      className={clsx(
        CART_COLUMNS,
        "h-row-cart cursor-pointer border-b border-hairline text-register",
        selected ? "bg-selected" : "hover:bg-sunken",
      )}
    >
      <span role="gridcell" className="text-right text-muted">
        {place}
      </span>
      <span role="gridcell" className="flex min-w-0 items-center gap-2">
        <span className="min-w-0 flex-1">
          <span
            className={clsx(
              "leading-tight font-semibold wrap-anywhere",
              item.discount === null ? "line-clamp-2" : "line-clamp-1",
            )}
          >
            {item.name}
          </span>
          {item.discount !== null && <LineDiscount text={item.discount.text} />}
        </span>
        {selected && <RowActions item={item} changes={changes} />}
      </span>
      <span
        role="gridcell"
        data-testid="cart-quantity"
        className="figures text-right whitespace-nowrap"
      >
        {item.quantity_text}
        {item.weighed && <span className="text-body text-muted"> {item.unit}</span>}
      </span>
      <span
        role="gridcell"
        className="figures text-right whitespace-nowrap text-muted narrow:hidden"
      >
        {item.unit_price.text}
      </span>
      <span
        role="gridcell"
        className="figures text-right text-amount font-semibold whitespace-nowrap"
      >
        {item.total.text}
      </span>
    </div>
  );
});

function LineDiscount({ text }: { readonly text: string }) {
  const t = useTranslate();
  return (
    <span className="block text-meta text-muted">
      {t("sell.discount")} −{text}
    </span>
  );
}

function RowActions({
  item,
  changes,
}: {
  readonly item: CartItemView;
  readonly changes: CartChanges;
}) {
  const t = useTranslate();
  return (
    <span className="flex shrink-0">
      {!item.weighed && (
        <>
          <IconButton
            label={t("keys.decrease")}
            icon={<Minus aria-hidden className="size-icon-lg" />}
            keepFocus
            data-testid="row-decrease"
            className="narrow:hidden"
            onClick={() => void changes.step(item, -1)}
          />
          <IconButton
            label={t("keys.increase")}
            icon={<Plus aria-hidden className="size-icon-lg" />}
            keepFocus
            data-testid="row-increase"
            className="narrow:hidden"
            onClick={() => void changes.step(item, 1)}
          />
        </>
      )}
      <IconButton
        label={t("keys.remove")}
        icon={<Trash2 aria-hidden className="size-icon-lg" />}
        keepFocus
        data-testid="row-remove"
        onClick={() => void changes.remove(item)}
      />
    </span>
  );
}
