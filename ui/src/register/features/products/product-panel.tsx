import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import type { ReactNode } from "react";
import type { ProductDetail } from "@/register/api/bindings";
import { textOf } from "@/register/api/errors";
import { productQuery } from "@/register/api/queries";
import { Badge } from "@/kit/components/badge";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { KeyCap } from "@/kit/components/key-hint";
import { useTranslate } from "@/kit/i18n/language";

export interface ProductPanelProps {
  readonly productId: string;
  readonly onEdit: () => void;
  readonly onToggle: () => void;
}

/** One product in full, for everybody to read; with what may be done to it. */
export function ProductPanel({ productId, onEdit, onToggle }: ProductPanelProps) {
  const found = useQuery(productQuery(productId));
  return (
    <section data-testid="product-panel" className="flex min-h-0 flex-col overflow-y-auto p-6">
      {found.error !== null && <Banner tone="danger" title={textOf(found.error)} />}
      {found.data !== undefined && (
        <Detail product={found.data} onEdit={onEdit} onToggle={onToggle} />
      )}
    </section>
  );
}

function Detail({
  product,
  onEdit,
  onToggle,
}: {
  readonly product: ProductDetail;
  readonly onEdit: () => void;
  readonly onToggle: () => void;
}) {
  const t = useTranslate();
  const isActive = product.status === "active";
  return (
    <>
      <header className="flex flex-col items-start gap-2 pb-4">
        <h2 className="text-title">{product.name}</h2>
        <Badge tone={isActive ? "good" : "neutral"}>{t(`products.status-${product.status}`)}</Badge>
      </header>
      {product.barcode_check_digit_wrong && (
        <div className="pb-4">
          <Banner tone="warn" title={t("products.barcode-flag")} />
        </div>
      )}
      <Facts product={product} />
      {product.may_edit ? (
        <div className="mt-6 flex flex-wrap gap-2">
          <Button
            variant="primary"
            icon={<Pencil aria-hidden className="size-icon" />}
            data-testid="product-edit"
            onClick={onEdit}
          >
            {t("products.edit")} <KeyCap>F4</KeyCap>
          </Button>
          <Button data-testid="product-toggle" onClick={onToggle}>
            {t(isActive ? "products.deactivate" : "products.activate")}
          </Button>
        </div>
      ) : (
        <p data-testid="product-read-only" className="mt-6 text-muted">
          {t("products.read-only")}
        </p>
      )}
    </>
  );
}

function Facts({ product }: { readonly product: ProductDetail }) {
  const t = useTranslate();
  const none = t("products.empty-value");
  const yesNo = (value: boolean): string => t(value ? "products.yes" : "products.no");
  return (
    <dl className="divide-y divide-hairline rounded-panel border border-hairline bg-surface">
      <Fact name={t("products.price")}>
        <span className="text-register">{product.price?.text ?? t("products.no-price")}</span>
      </Fact>
      {product.may_edit && <Fact name={t("products.cost")}>{product.cost?.text ?? none}</Fact>}
      <Fact name={t("products.stock")}>
        <span className="flex items-center justify-end gap-2">
          {product.stock_low && <Badge tone="warn">{t("products.low-stock")}</Badge>}
          {product.stock_text} {product.unit}
        </span>
      </Fact>
      <Fact name={t("products.low-stock-threshold")}>
        {product.low_stock_threshold_text || none}
      </Fact>
      <Fact name={t("products.barcode")}>{product.barcode || none}</Fact>
      <Fact name={t("products.sku")}>{product.sku || none}</Fact>
      <Fact name={t("products.category")}>{product.category || none}</Fact>
      <Fact name={t("products.unit")}>{product.unit || none}</Fact>
      <Fact name={t("products.weighed")}>{yesNo(product.weighed)}</Fact>
      <Fact name={t("products.tax-exempt")}>{yesNo(product.tax_exempt)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-admin items-center justify-between gap-4 px-4 py-1">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd data-selectable className="min-w-0 text-right font-semibold break-words">
        {children}
      </dd>
    </div>
  );
}
