import { useVirtualizer } from "@tanstack/react-virtual";
import { ScanBarcode } from "lucide-react";
import { useEffect, useRef } from "react";
import type { CartView } from "@/register/api/bindings";
import { EmptyState } from "@/kit/components/empty-state";
import { useTranslate } from "@/kit/i18n/language";
import { CART_COLUMNS, CartRow } from "./cart-row";
import { cartWidths } from "./cart-widths";
import type { CartChanges } from "./use-cart-changes";

/** Height of a row in rem, `--spacing-row-cart`; the letters' size setting scales it. */
const ROW_REM = 3.5;
/** Pixels of a rem where the page has no size yet. */
const DEFAULT_REM = 16;

export interface CartListProps {
  readonly cart: CartView;
  readonly selectedLineId: number | undefined;
  readonly changes: CartChanges;
}

/** The items of the sale; only those in sight are drawn. */
export function CartList({ cart, selectedLineId, changes }: CartListProps) {
  const t = useTranslate();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: cart.items.length,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    overscan: 6,
    initialRect: { width: 800, height: 600 },
  });
  const selectedPlace = cart.items.findIndex((item) => item.line_id === selectedLineId);
  const height = rows.scrollRect?.height;
  // A message above the cart takes height away: the selected row stays in sight.
  useEffect(() => {
    if (selectedPlace >= 0) {
      rows.scrollToIndex(selectedPlace);
    }
  }, [rows, selectedPlace, cart.revision, height]);
  return (
    <div
      role="grid"
      aria-rowcount={cart.items.length + 1}
      aria-label={t("sell.cart")}
      className="flex min-h-0 flex-1 flex-col"
      style={cartWidths(cart.items)}
    >
      <div role="rowgroup">
        <CartHeading />
      </div>
      {cart.items.length === 0 ? (
        <EmptyState icon={<ScanBarcode aria-hidden />} title={t("sell.empty-title")}>
          {t("sell.empty-text")}
        </EmptyState>
      ) : (
        <div
          ref={scroller}
          role="rowgroup"
          data-testid="cart-rows"
          className="min-h-0 flex-1 overflow-x-hidden overflow-y-scroll"
        >
          <div className="relative" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((row) => {
              const item = cart.items[row.index];
              return item === undefined ? null : (
                <div
                  key={item.line_id}
                  className="absolute inset-x-0"
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <CartRow
                    item={item}
                    place={row.index + 1}
                    selected={item.line_id === selectedLineId}
                    changes={changes}
                  />
                </div>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}

function CartHeading() {
  const t = useTranslate();
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={`${CART_COLUMNS} beside-scrollbar h-9 border-b border-border text-meta font-semibold text-muted`}
    >
      <span role="columnheader" className="text-right">
        #
      </span>
      <span role="columnheader">{t("sell.name")}</span>
      <span role="columnheader" className="text-right">
        {t("sell.quantity")}
      </span>
      <span role="columnheader" className="text-right narrow:hidden">
        {t("sell.price")}
      </span>
      <span role="columnheader" className="text-right">
        {t("sell.line-total")}
      </span>
    </div>
  );
}

function rowHeight(): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return ROW_REM * (rem || DEFAULT_REM);
}
