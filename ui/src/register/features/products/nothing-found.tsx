import { Package, PackageSearch } from "lucide-react";
import { Button } from "@/kit/components/button";
import { EmptyState } from "@/kit/components/empty-state";
import { useTranslate } from "@/kit/i18n/language";
import { codeIn } from "./code-in";
import type { ProductFilter } from "./use-product-list";

export interface NothingFoundProps {
  readonly filter: ProductFilter;
  readonly mayEdit: boolean;
  readonly onNew: () => void;
}

/** No product: none at all, none of this name, or none of this code, which may become one. */
export function NothingFound({ filter, mayEdit, onNew }: NothingFoundProps) {
  const t = useTranslate();
  const code = codeIn(filter.text);
  const isFiltered =
    filter.text.trim() !== "" || filter.category !== null || filter.status !== null;
  if (!isFiltered) {
    return (
      <EmptyState
        icon={<Package aria-hidden />}
        title={t("products.empty-title")}
        action={mayEdit && <NewButton label={t("products.new")} onNew={onNew} />}
      >
        {t("products.empty-text")}
      </EmptyState>
    );
  }
  if (code !== "") {
    return (
      <EmptyState
        icon={<PackageSearch aria-hidden />}
        title={t("products.none-code", { code })}
        action={mayEdit && <NewButton label={t("products.none-code-new")} onNew={onNew} />}
      />
    );
  }
  return (
    <EmptyState icon={<PackageSearch aria-hidden />} title={t("products.none-title")}>
      {t("products.none-text")}
    </EmptyState>
  );
}

function NewButton({ label, onNew }: { readonly label: string; readonly onNew: () => void }) {
  return (
    <Button variant="primary" data-testid="product-new-code" onClick={onNew}>
      {label}
    </Button>
  );
}
