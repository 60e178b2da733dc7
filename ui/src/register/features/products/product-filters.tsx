import { useQuery } from "@tanstack/react-query";
import type { KeyboardEvent, Ref } from "react";
import type { ProductStatus } from "@/register/api/bindings";
import { categoriesQuery } from "@/register/api/queries";
import { Select } from "@/kit/components/select";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import type { ProductFilter } from "./use-product-list";

export interface ProductFiltersProps {
  readonly filter: ProductFilter;
  readonly onChange: (filter: ProductFilter) => void;
  readonly searchRef: Ref<HTMLInputElement>;
  /** Arrows and Enter move the list while the search has the focus. */
  readonly onSearchKey: (event: KeyboardEvent) => void;
}

/** No category is called so: a name begins with a letter or digit. */
const ALL = "*";

/** What is searched for, in which category, sold or not. */
export function ProductFilters({ filter, onChange, searchRef, onSearchKey }: ProductFiltersProps) {
  const t = useTranslate();
  const categories = useQuery({ ...categoriesQuery, staleTime: 0 }).data ?? [];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_12rem_11rem] gap-3 narrow:grid-cols-[minmax(0,1fr)_10.5rem_9.5rem]">
      <TextField
        ref={searchRef}
        autoFocus
        acceptsScans
        label={t("products.search")}
        placeholder={t("products.search-hint")}
        maxLength={100}
        value={filter.text}
        data-testid="products-search"
        onKeyDown={onSearchKey}
        onValueChange={(text) => onChange({ ...filter, text })}
      />
      <Select
        label={t("products.category")}
        testId="products-category"
        value={filter.category ?? ALL}
        options={[
          { value: ALL, label: t("products.category-all") },
          ...categories.map((category) => ({ value: category, label: category })),
        ]}
        onValueChange={(category) =>
          onChange({ ...filter, category: category === ALL ? null : category })
        }
      />
      <Select
        label={t("products.status")}
        testId="products-status"
        value={filter.status ?? "all"}
        options={(["all", "active", "inactive"] as const).map((value) => ({
          value,
          label: t(`products.status-${value}`),
        }))}
        onValueChange={(status) =>
          onChange({
            ...filter,
            status: status === "all" ? null : (status satisfies ProductStatus),
          })
        }
      />
    </div>
  );
}
