import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { textOf } from "@/register/api/errors";
import { statusQuery } from "@/register/api/queries";
import { AlertDialog } from "@/kit/components/alert-dialog";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { KeyCap } from "@/kit/components/key-hint";
import { useTranslate } from "@/kit/i18n/language";
import { useScanPolicy } from "@/kit/scanner/use-scan-policy";
import { codeIn } from "./code-in";
import { NothingFound } from "./nothing-found";
import { ProductFilters } from "./product-filters";
import { ProductFormDialog } from "./product-form-dialog";
import { ProductList } from "./product-list";
import { ProductPanel } from "./product-panel";
import { useEditing } from "./use-editing";
import { useListKeys } from "./use-list-keys";
import { EVERYTHING, useProductList, type ProductFilter } from "./use-product-list";

/** The catalog: to look something up, and for who may, to change it one product at a time. */
export function ProductsScreen() {
  const t = useTranslate();
  const role = useQuery(statusQuery).data?.user?.role;
  const mayEdit = role === "supervisor" || role === "owner";
  const { product: wanted, code }: { readonly product?: unknown; readonly code?: unknown } =
    useSearch({ strict: false });
  const [chosen, setChosen] = useState(typeof wanted === "string" ? wanted : undefined);
  const [filter, setFilter] = useState<ProductFilter>({
    ...EVERYTHING,
    text: typeof code === "string" ? code : "",
  });
  const list = useProductList({ ...filter, text: useDeferredValue(filter.text.trim()) });
  const selectedId = chosen ?? list.rows[0]?.product_id;
  const acts = useEditing(selectedId, mayEdit);
  const onFilter = (changed: ProductFilter): void => {
    setFilter(changed);
    setChosen(undefined);
  };
  const create = (): void => acts.create(list.rows.length === 0 ? codeIn(filter.text) : "");
  const keys = useListKeys({
    list,
    filter,
    onFilter,
    selectedId,
    onSelect: setChosen,
    onEdit: acts.edit,
    onNew: create,
    onToggle: acts.toggle,
  });
  // A scan looks its product up, wherever the focus is.
  useScanPolicy({ mode: "accept", onScan: (text) => onFilter({ ...EVERYTHING, text }) });
  return (
    <div
      data-testid="products-screen"
      className="grid min-h-0 flex-1 grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)] stacked:block stacked:overflow-y-auto"
    >
      <section className="flex min-h-0 flex-col border-r border-hairline bg-surface stacked:h-full">
        <div className="flex flex-col gap-3 p-4">
          <Heading mayEdit={mayEdit} onNew={create} />
          <ProductFilters filter={filter} onChange={onFilter} {...keys} />
          {list.error !== null && <Banner tone="danger" title={textOf(list.error)} />}
        </div>
        {list.rows.length === 0 && list.isSettled ? (
          <NothingFound filter={filter} mayEdit={mayEdit} onNew={create} />
        ) : (
          <ProductList
            list={list}
            selectedId={selectedId}
            onSelect={setChosen}
            onOpen={acts.edit}
          />
        )}
      </section>
      {selectedId !== undefined && (
        <ProductPanel productId={selectedId} onEdit={acts.edit} onToggle={acts.toggle} />
      )}
      {acts.editing !== undefined && (
        <ProductFormDialog
          editing={acts.editing}
          onClose={acts.close}
          onSaved={(detail) => {
            acts.close();
            setChosen(detail.product_id);
          }}
        />
      )}
      <AlertDialog
        danger
        open={acts.leaving !== undefined}
        title={t("products.deactivate-question", { name: acts.leaving?.name ?? "" })}
        description={t("products.deactivate-text")}
        confirm={t("products.deactivate")}
        onConfirm={() => acts.answer(true)}
        onCancel={() => acts.answer(false)}
      />
    </div>
  );
}

function Heading({ mayEdit, onNew }: { readonly mayEdit: boolean; readonly onNew: () => void }) {
  const t = useTranslate();
  const count = useQuery(statusQuery).data?.product_count;
  return (
    <header className="flex min-h-touch items-center gap-3">
      <h1 className="text-title">{t("products.title")}</h1>
      {count !== undefined && <p className="text-muted">{t("products.count", { count })}</p>}
      {mayEdit && (
        <Button
          className="ml-auto"
          icon={<Plus aria-hidden className="size-icon" />}
          data-testid="product-new"
          onClick={onNew}
        >
          {t("products.new")} <KeyCap>F6</KeyCap>
        </Button>
      )}
    </header>
  );
}
