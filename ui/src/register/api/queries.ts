import { queryOptions, QueryClient } from "@tanstack/react-query";
import type { CartView, StatusView, SyncStatusView } from "./bindings";
import { api } from "./client";

/**
 * What Rust says stays true until Rust says otherwise: nothing goes stale by itself, nothing
 * waits for a network, nothing is asked twice behind a person's back.
 */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: Infinity,
        gcTime: Infinity,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

export const setupStatusQuery = queryOptions({
  queryKey: ["setup-status"],
  queryFn: () => api.setupStatus(),
});

/** Which program this is. */
export const aboutQuery = queryOptions({ queryKey: ["about"], queryFn: () => api.about() });

/**
 * The later of two views. Answers and events may overtake each other: one that was read before
 * the last change must not be the one that stays.
 */
export function laterView<View extends { readonly revision: number }>(
  shown: View | undefined,
  sent: View,
): View {
  return shown !== undefined && shown.revision > sent.revision ? shown : sent;
}

export const statusQuery = queryOptions({
  queryKey: ["status"],
  queryFn: () => api.appStatus(),
  structuralSharing: (shown, sent) =>
    laterView(shown as StatusView | undefined, sent as StatusView),
});

/** Who may unlock the register. */
export const peopleQuery = queryOptions({ queryKey: ["people"], queryFn: () => api.people() });

/** Everybody, also who was let go; for who manages them. */
export const usersQuery = queryOptions({ queryKey: ["users"], queryFn: () => api.users() });

/**
 * The later of two carts. Answers may overtake each other: one that was asked for before the
 * last scan must not take the scanned item from the screen again.
 */
export function laterCart(shown: CartView | undefined, sent: CartView): CartView {
  if (shown === undefined || sent.revision > shown.revision) {
    return sent;
  }
  const unpaidAgain = shown.done !== null && sent.done === null;
  return sent.revision < shown.revision || unpaidAgain ? shown : sent;
}

/** Nothing can be sold without the cart: when it cannot be read at all, the screen says so. */
export const cartQuery = queryOptions({
  queryKey: ["cart"],
  queryFn: () => api.cartView(),
  structuralSharing: (shown, sent) => laterCart(shown as CartView | undefined, sent as CartView),
  throwOnError: (_error, query) => query.state.data === undefined,
});

export const printQueueQuery = queryOptions({
  queryKey: ["print-queue"],
  queryFn: () => api.printQueue(),
});

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: () => api.settingsRead(),
});

/** Whether the program starts with the computer. Other programs may change it. */
export const autostartQuery = queryOptions({
  queryKey: ["autostart"],
  queryFn: () => api.autostartRead(),
  staleTime: 0,
});

/** How the backups stand. They are made by themselves, so it is read anew with each look. */
export const backupQuery = queryOptions({
  queryKey: ["backup"],
  queryFn: () => api.backupStatus(),
  staleTime: 0,
});

/** How the register stands with its server; Rust tells of every change. */
export const syncQuery = queryOptions({
  queryKey: ["sync"],
  queryFn: () => api.syncStatus(),
  structuralSharing: (shown, sent) =>
    laterView(shown as SyncStatusView | undefined, sent as SyncStatusView),
});

export const importQuery = queryOptions({
  queryKey: ["import"],
  queryFn: () => api.importProgress(),
});

export const denominationsQuery = queryOptions({
  queryKey: ["denominations"],
  queryFn: () => api.denominations(),
});

export const shiftReportQuery = queryOptions({
  queryKey: ["shift-report"],
  queryFn: () => api.shiftReport(),
  staleTime: 0,
  // Whoever comes next may not see as much.
  gcTime: 0,
});

/**
 * What every query for products begins with, so that each is asked again when the catalog
 * changes.
 */
export const CATALOG = ["catalog"] as const;

/** Every category, also those of products that are not sold. */
export const categoriesQuery = queryOptions({
  queryKey: [...CATALOG, "categories"],
  queryFn: () => api.productCategories(),
});

/** The categories that have something to sell. */
export const soldCategoriesQuery = queryOptions({
  queryKey: [...CATALOG, "sold-categories"],
  queryFn: () => api.soldCategories(),
});

export const transactionQuery = (transactionId: string) =>
  queryOptions({
    queryKey: ["transaction", transactionId],
    queryFn: () => api.transactionShow(transactionId),
  });

/** A product in full, as it is now: for looking at it and for editing it. */
export const productQuery = (productId: string) =>
  queryOptions({
    queryKey: [...CATALOG, "product", productId],
    queryFn: () => api.productShow(productId),
    staleTime: 0,
  });
