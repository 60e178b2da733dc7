import { clsx } from "clsx";
import type { ProductHit } from "@/register/api/bindings";
import { PriceOfHit } from "./price-of-hit";

export interface ProductTileProps {
  readonly product: ProductHit;
  readonly onChoose: (product: ProductHit) => void;
  /** Enter takes this one. */
  readonly first?: boolean;
}

/** A product to touch. */
export function ProductTile({ product, onChoose, first = false }: ProductTileProps) {
  return (
    <button
      type="button"
      data-testid="product-tile"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(product)}
      className={clsx(
        "flex min-h-19 min-w-0 flex-col justify-between gap-1 rounded-control border px-2.5 py-1.5 text-left active:bg-selected",
        first ? "border-2 border-primary bg-selected" : "border-border bg-surface hover:bg-sunken",
      )}
    >
      <span className="line-clamp-3 text-body leading-tight font-semibold wrap-anywhere">
        {product.name}
      </span>
      <span className="figures truncate text-meta text-muted">
        <PriceOfHit hit={product} />
      </span>
    </button>
  );
}
