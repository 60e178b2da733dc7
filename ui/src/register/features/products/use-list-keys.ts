import { useRef, type KeyboardEvent, type RefObject } from "react";
import { useKeys } from "@/kit/keyboard/use-keys";
import { PRODUCTS_KEYS } from "./keys";
import { codeIn } from "./code-in";
import type { ProductFilter, ProductList } from "./use-product-list";

/** Rows of a page up or down. */
const PAGE_STEP = 10;

const NOTHING = (): void => undefined;

export interface ListActs {
  readonly list: ProductList;
  readonly filter: ProductFilter;
  readonly onFilter: (filter: ProductFilter) => void;
  readonly selectedId: string | undefined;
  readonly onSelect: (productId: string) => void;
  readonly onEdit: () => void;
  readonly onNew: () => void;
  readonly onToggle: () => void;
}

export interface ListKeys {
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onSearchKey: (event: KeyboardEvent) => void;
}

/** The keys of the list: they move it from within the search too, where letters are typed. */
export function useListKeys(acts: ListActs): ListKeys {
  const searchRef = useRef<HTMLInputElement>(null);
  const { list, filter, onFilter, selectedId, onSelect } = acts;
  const moveTo = (place: number): void => {
    const row = list.rows[Math.max(0, Math.min(list.rows.length - 1, place))];
    if (row !== undefined) {
      onSelect(row.product_id);
    }
  };
  const place = list.rows.findIndex((row) => row.product_id === selectedId);
  const moves = {
    previous: () => moveTo(place - 1),
    next: () => moveTo(place + 1),
    "page-up": () => moveTo(place - PAGE_STEP),
    "page-down": () => moveTo(place + PAGE_STEP),
    open: acts.onEdit,
  };
  useKeys(PRODUCTS_KEYS, {
    actions: {
      ...moves,
      first: () => moveTo(0),
      last: () => moveTo(list.rows.length - 1),
      find: () => {
        searchRef.current?.focus();
        searchRef.current?.select();
      },
      edit: acts.onEdit,
      new: acts.onNew,
      toggle: acts.onToggle,
      escape: () => onFilter({ ...filter, text: "" }),
    },
    onText: (character) => {
      searchRef.current?.focus();
      onFilter({ ...filter, text: filter.text + character });
    },
  });
  const inSearch: Readonly<Record<string, () => void>> = {
    ArrowUp: moves.previous,
    ArrowDown: moves.next,
    PageUp: moves["page-up"],
    PageDown: moves["page-down"],
    // A code that was typed too slowly to be known as a scan ends with the scanner's own Enter:
    // it looks the product up and opens no form, into which the next scan would go.
    Enter: codeIn(filter.text) === "" ? moves.open : NOTHING,
  };
  return {
    searchRef,
    onSearchKey: (event) => {
      const act = inSearch[event.key];
      if (act !== undefined) {
        event.preventDefault();
        act();
      }
    },
  };
}
