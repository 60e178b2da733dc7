import { MoneyField } from "@/kit/components/money-field";
import { Switch } from "@/kit/components/switch";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { CategoryField } from "./category-field";
import type { DraftField, ProductDraft } from "./product-draft";

export interface ProductFieldsProps {
  readonly draft: ProductDraft;
  readonly onChange: (patch: Partial<ProductDraft>) => void;
  /** What is wrong with a field, if something is. */
  readonly errorOf: (field: DraftField) => string | undefined;
}

/** All that can be typed about a product. Amounts stay texts: Rust reads them. */
export function ProductFields({ draft, onChange, errorOf }: ProductFieldsProps) {
  const t = useTranslate();
  return (
    <div className="grid grid-cols-6 gap-x-4 gap-y-3">
      <TextField
        autoFocus
        fieldClassName="col-span-6"
        label={t("products.name")}
        maxLength={200}
        value={draft.name}
        error={errorOf("name")}
        data-testid="product-name"
        onValueChange={(name) => onChange({ name })}
      />
      <TextField
        acceptsScans
        fieldClassName="col-span-3"
        label={t("products.barcode")}
        hint={t("products.scan-hint")}
        maxLength={64}
        value={draft.barcode}
        error={errorOf("barcode")}
        data-testid="product-barcode"
        onValueChange={(barcode) => onChange({ barcode })}
      />
      <TextField
        fieldClassName="col-span-3"
        label={t("products.sku")}
        hint={t("products.sku-hint")}
        maxLength={64}
        value={draft.sku}
        error={errorOf("sku")}
        data-testid="product-sku"
        onValueChange={(sku) => onChange({ sku })}
      />
      <MoneyField
        fieldClassName="col-span-2"
        label={t("products.price")}
        value={draft.price_text}
        error={errorOf("price_text")}
        data-testid="product-price"
        onValueChange={(price_text) => onChange({ price_text })}
      />
      <MoneyField
        fieldClassName="col-span-2"
        label={t("products.cost")}
        value={draft.cost_text}
        error={errorOf("cost_text")}
        data-testid="product-cost"
        onValueChange={(cost_text) => onChange({ cost_text })}
      />
      <TextField
        fieldClassName="col-span-2"
        className="text-right"
        label={t("products.low-stock-threshold")}
        inputMode="decimal"
        maxLength={12}
        value={draft.low_stock_threshold_text}
        error={errorOf("low_stock_threshold_text")}
        data-testid="product-low-stock"
        onValueChange={(low_stock_threshold_text) => onChange({ low_stock_threshold_text })}
      />
      <div className="col-span-4">
        <CategoryField
          value={draft.category}
          error={errorOf("category")}
          onValueChange={(category) => onChange({ category })}
        />
      </div>
      <TextField
        fieldClassName="col-span-2"
        label={t("products.unit")}
        hint={t("products.unit-hint")}
        maxLength={64}
        value={draft.unit}
        error={errorOf("unit")}
        data-testid="product-unit"
        onValueChange={(unit) => onChange({ unit })}
      />
      <div className="col-span-3">
        <Switch
          label={t("products.weighed")}
          hint={t("products.weighed-hint")}
          checked={draft.weighed}
          testId="product-weighed"
          onCheckedChange={(weighed) => onChange({ weighed })}
        />
      </div>
      <div className="col-span-3">
        <Switch
          label={t("products.tax-exempt")}
          hint={t("products.tax-exempt-hint")}
          checked={draft.tax_exempt}
          testId="product-tax-exempt"
          onCheckedChange={(tax_exempt) => onChange({ tax_exempt })}
        />
      </div>
    </div>
  );
}
