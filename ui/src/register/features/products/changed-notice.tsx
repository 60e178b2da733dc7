import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import type { MessageKey } from "@/kit/i18n/catalogue";
import { useTranslate } from "@/kit/i18n/language";
import type { DraftField, FieldChange } from "./product-draft";

const LABEL: Readonly<Record<DraftField, MessageKey>> = {
  name: "products.name",
  sku: "products.sku",
  barcode: "products.barcode",
  category: "products.category",
  unit: "products.unit",
  weighed: "products.weighed",
  price_text: "products.price",
  cost_text: "products.cost",
  tax_exempt: "products.tax-exempt",
  low_stock_threshold_text: "products.low-stock-threshold",
};

export interface ChangedNoticeProps {
  readonly changes: readonly FieldChange[];
  readonly onTake: (change: FieldChange) => void;
}

/** What somebody else changed meanwhile; a field typed here too may be given up for it. */
export function ChangedNotice({ changes, onTake }: ChangedNoticeProps) {
  const t = useTranslate();
  const text = (value: string | boolean): string => {
    if (typeof value === "boolean") {
      return t(value ? "products.yes" : "products.no");
    }
    return value === "" ? t("products.empty-value") : value;
  };
  return (
    <Banner tone="warn" title={t("products.changed-title")} testId="product-changed">
      <p>{t("products.changed-text")}</p>
      <ul className="mt-2 flex flex-col gap-1">
        {changes.map((change) => (
          <li
            key={change.field}
            data-testid={`product-changed-${change.field}`}
            className="flex min-h-admin flex-wrap items-center gap-x-4"
          >
            <span className="font-semibold">{t(LABEL[change.field])}</span>
            <span>{t("products.changed-now", { value: text(change.now) })}</span>
            {change.mine !== undefined && (
              <>
                <span>{t("products.changed-mine", { value: text(change.mine) })}</span>
                <Button
                  size="admin"
                  className="ml-auto"
                  data-testid={`product-take-${change.field}`}
                  onClick={() => onTake(change)}
                >
                  {t("products.changed-use-theirs")}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
