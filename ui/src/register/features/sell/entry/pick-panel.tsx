import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ProductHit } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { CATALOG, soldCategoriesQuery, statusQuery } from "@/register/api/queries";
import { Button } from "@/kit/components/button";
import { useTranslate } from "@/kit/i18n/language";
import { CategoryStrip } from "./category-strip";
import { ProductTile } from "./product-tile";
import { useSearchHits } from "./search-hits";

const TILES_MAX = 60;

export interface PickPanelProps {
  /** Text that is looked for by name; when empty the tiles of a category are shown. */
  readonly search: string;
  readonly onChoose: (product: ProductHit) => void;
}

/** Goods to touch: what the typed text finds, else the tiles of a category. */
export function PickPanel({ search, onChoose }: PickPanelProps) {
  const hits = useSearchHits(search);
  return search === "" ? (
    <CategoryTiles onChoose={onChoose} />
  ) : (
    <Tiles products={hits} onChoose={onChoose} marksFirst />
  );
}

function CategoryTiles({ onChoose }: Pick<PickPanelProps, "onChoose">) {
  const t = useTranslate();
  const categories = useQuery(soldCategoriesQuery).data ?? [];
  const hasProducts = (useQuery(statusQuery).data?.product_count ?? 0) > 0;
  const [chosen, setChosen] = useState<string>();
  const category = categories.find((one) => one === chosen) ?? categories[0];
  const products = useQuery({
    queryKey: [...CATALOG, "tiles", category],
    queryFn: () => api.productInCategory(category ?? "", TILES_MAX, 0),
    enabled: category !== undefined,
    placeholderData: keepPreviousData,
  });
  if (category === undefined) {
    return hasProducts ? (
      <p className="flex-1 p-4 text-muted">{t("sell.no-tiles")}</p>
    ) : (
      <NoProducts />
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      <CategoryStrip categories={categories} chosen={category} onChoose={setChosen} />
      <Tiles products={products.data ?? []} onChoose={onChoose} />
    </div>
  );
}

/** A shop without goods: who may make some is led there. */
function NoProducts() {
  const t = useTranslate();
  const navigate = useNavigate();
  const role = useQuery(statusQuery).data?.user?.role;
  return (
    <div className="flex flex-1 flex-col items-start gap-3 p-4">
      <p className="text-register text-muted">{t("sell.no-products")}</p>
      {role !== "cashier" && (
        <Button
          variant="primary"
          data-testid="first-product"
          onClick={() => void navigate({ to: "/products" })}
        >
          {t("sell.create-product")}
        </Button>
      )}
      {role === "owner" && (
        <Button data-testid="first-import" onClick={() => void navigate({ to: "/import" })}>
          {t("sell.import-products")}
        </Button>
      )}
    </div>
  );
}

function Tiles({
  products,
  onChoose,
  marksFirst = false,
}: {
  readonly products: readonly ProductHit[];
  readonly onChoose: (product: ProductHit) => void;
  readonly marksFirst?: boolean;
}) {
  const t = useTranslate();
  if (products.length === 0) {
    return <p className="flex-1 p-4 text-register text-muted">{t("sell.no-hits")}</p>;
  }
  return (
    <div className="grid min-h-0 flex-1 auto-rows-min grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-2 overflow-y-auto">
      {products.map((product, place) => (
        <ProductTile
          key={product.product_id}
          product={product}
          onChoose={onChoose}
          first={marksFirst && place === 0}
        />
      ))}
    </div>
  );
}
