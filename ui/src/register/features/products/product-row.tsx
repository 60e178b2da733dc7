import { clsx } from "clsx";
import { TriangleAlert } from "lucide-react";
import type { ProductRow } from "@/register/api/bindings";
import { Badge } from "@/kit/components/badge";
import { useTranslate } from "@/kit/i18n/language";

/** Name, category, price, stock. */
export const PRODUCT_COLUMNS =
  "grid grid-cols-[minmax(0,1fr)_9rem_8.5rem_6.5rem] items-center gap-3 px-4 narrow:grid-cols-[minmax(0,1fr)_8.5rem_6.5rem]";

export interface ProductRowProps {
  readonly row: ProductRow;
  readonly selected: boolean;
  readonly onSelect: (productId: string) => void;
  readonly onOpen: () => void;
}

/** One product of the list; a press chooses it, a second one right after opens it. */
export function ProductRowView({ row, selected, onSelect, onOpen }: ProductRowProps) {
  const t = useTranslate();
  const isActive = row.status === "active";
  return (
    <div
      role="row"
      aria-selected={selected}
      data-testid="product-row"
      data-product-id={row.product_id}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onSelect(row.product_id)}
      onDoubleClick={onOpen}
      className={clsx(
        PRODUCT_COLUMNS,
        "h-row-cart cursor-pointer border-b border-hairline",
        selected ? "bg-selected" : "hover:bg-sunken",
      )}
    >
      <span role="gridcell" className="flex min-w-0 items-center gap-2">
        <span className="min-w-0">
          <span className={clsx("block truncate font-semibold", !isActive && "text-muted")}>
            {row.name}
          </span>
          <span className="block truncate text-meta text-muted">{row.barcode ?? row.sku}</span>
        </span>
        {!isActive && <Badge>{t("products.status-inactive")}</Badge>}
      </span>
      <span role="gridcell" className="truncate text-muted narrow:hidden">
        {row.category}
      </span>
      <span role="gridcell" className="text-right font-semibold whitespace-nowrap">
        {row.price?.text ?? (
          <span className="font-normal text-muted">{t("products.no-price")}</span>
        )}
      </span>
      <span role="gridcell" className="flex items-center justify-end gap-1 whitespace-nowrap">
        {row.stock_low && (
          <TriangleAlert
            role="img"
            aria-label={t("products.low-stock")}
            className="size-4 shrink-0 text-on-warn"
          />
        )}
        {row.stock_text}
        {row.weighed && <span className="text-meta text-muted">{row.unit}</span>}
      </span>
    </div>
  );
}
