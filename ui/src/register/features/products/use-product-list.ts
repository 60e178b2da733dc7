import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ProductRow, ProductStatus } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { CATALOG } from "@/register/api/queries";

const PAGE_ROWS = 100;

/** Which products are listed. */
export interface ProductFilter {
  readonly text: string;
  readonly category: string | null;
  readonly status: ProductStatus | null;
}

export const EVERYTHING: ProductFilter = { text: "", category: null, status: null };

export interface ProductList {
  readonly rows: readonly ProductRow[];
  /** Rust has answered about this very filter. */
  readonly isSettled: boolean;
  readonly error: Error | null;
  /** Fetches what comes after the rows there are, if anything does. */
  readonly more: () => void;
}

/** The products of a filter, a page at a time as far as somebody scrolls. */
export function useProductList({ text, category, status }: ProductFilter): ProductList {
  const pages = useInfiniteQuery({
    queryKey: [...CATALOG, "list", text, category, status],
    queryFn: ({ pageParam }) => api.productsList(text, category, status, pageParam, PAGE_ROWS),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 60_000,
  });
  return {
    rows: pages.data?.pages.flatMap((page) => page.rows) ?? [],
    isSettled: pages.isSuccess && !pages.isPlaceholderData,
    error: pages.error,
    more: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) {
        void pages.fetchNextPage();
      }
    },
  };
}
