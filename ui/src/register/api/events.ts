import type { QueryClient } from "@tanstack/react-query";
import { api } from "./client";
import { useCloseAsked } from "./close-asked";
import {
  CATALOG,
  cartQuery,
  importQuery,
  peopleQuery,
  printQueueQuery,
  statusQuery,
  syncQuery,
  usersQuery,
} from "./queries";

/** Keeps what the screens know in step with what Rust announces; the result stops it. */
export function followHost(client: QueryClient): () => void {
  const askAgain = (queryKey: readonly string[]): void =>
    void client.invalidateQueries({ queryKey });
  return api.subscribe({
    onStatus: (status) => {
      client.setQueryData(statusQuery.queryKey, status);
    },
    onCatalog: () => askAgain(CATALOG),
    onPeople: () => {
      askAgain(peopleQuery.queryKey);
      askAgain(usersQuery.queryKey);
    },
    // Amounts and times everywhere are written in the language and currency of the store.
    onSettings: () => void client.invalidateQueries(),
    onPrintQueue: () => {
      askAgain(printQueueQuery.queryKey);
      // The done screen says where its receipt is.
      askAgain(cartQuery.queryKey);
      askAgain(statusQuery.queryKey);
    },
    onImport: (progress) => {
      client.setQueryData(importQuery.queryKey, progress);
    },
    onSync: (status) => {
      client.setQueryData(syncQuery.queryKey, status);
    },
    onCloseAsked: () => useCloseAsked.setState({ asked: true }),
  });
}
