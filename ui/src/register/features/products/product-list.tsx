import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTranslate } from "@/kit/i18n/language";
import { PRODUCT_COLUMNS, ProductRowView } from "./product-row";
import type { ProductList as List } from "./use-product-list";

/** Height of a row in rem, `--spacing-row-cart`; the letters' size setting scales it. */
const ROW_REM = 3.5;
/** Pixels of a rem where the page has no size yet. */
const DEFAULT_REM = 16;
/** So many rows before the end the next page is fetched. */
const FETCH_AHEAD = 30;

export interface ProductListProps {
  readonly list: List;
  readonly selectedId: string | undefined;
  readonly onSelect: (productId: string) => void;
  readonly onOpen: () => void;
}

/** The products of the filter; only those in sight are drawn, however many there are. */
export function ProductList({ list, selectedId, onSelect, onOpen }: ProductListProps) {
  const t = useTranslate();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, more } = list;
  const shown = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    overscan: 8,
    initialRect: { width: 800, height: 600 },
  });
  const place = rows.findIndex((row) => row.product_id === selectedId);
  useEffect(() => {
    if (place >= 0) {
      shown.scrollToIndex(place);
    }
  }, [shown, place]);
  const drawn = shown.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - FETCH_AHEAD) {
      more();
    }
  });
  return (
    <div role="grid" aria-label={t("products.title")} className="flex min-h-0 flex-1 flex-col">
      <div role="rowgroup" className="beside-scrollbar">
        <Heading />
      </div>
      <div
        ref={scroller}
        role="rowgroup"
        data-testid="product-rows"
        className="min-h-0 flex-1 overflow-y-scroll"
      >
        <div className="relative" style={{ height: shown.getTotalSize() }}>
          {drawn.map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <div
                key={row.product_id}
                className="absolute inset-x-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <ProductRowView
                  row={row}
                  selected={row.product_id === selectedId}
                  onSelect={onSelect}
                  onOpen={onOpen}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Heading() {
  const t = useTranslate();
  return (
    <div
      role="row"
      className={`${PRODUCT_COLUMNS} h-9 border-b border-border text-meta font-semibold text-muted`}
    >
      <span role="columnheader">{t("products.name")}</span>
      <span role="columnheader" className="narrow:hidden">
        {t("products.category")}
      </span>
      <span role="columnheader" className="text-right">
        {t("products.price")}
      </span>
      <span role="columnheader" className="text-right">
        {t("products.stock")}
      </span>
    </div>
  );
}

function rowHeight(): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return ROW_REM * (rem || DEFAULT_REM);
}
