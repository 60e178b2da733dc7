import type { QueryClient } from "@tanstack/react-query";
import { api } from "./client";
import {
  cartQuery,
  categoriesQuery,
  importQuery,
  peopleQuery,
  printQueueQuery,
  settingsQuery,
  statusQuery,
  syncQuery,
  usersQuery,
} from "./queries";

/** What other registers and the server may have changed. */
const PULLED = [
  ["products"],
  ["product"],
  categoriesQuery.queryKey,
  peopleQuery.queryKey,
  usersQuery.queryKey,
  settingsQuery.queryKey,
] as const;

/** Keeps what the screens know in step with what Rust announces; the result stops it. */
export function followHost(client: QueryClient): () => void {
  return api.subscribe({
    onStatus: (status) => {
      client.setQueryData(statusQuery.queryKey, status);
    },
    onPrintQueue: () => {
      void client.invalidateQueries({ queryKey: printQueueQuery.queryKey });
      // The done screen says where its receipt is.
      void client.invalidateQueries({ queryKey: cartQuery.queryKey });
      void client.invalidateQueries({ queryKey: statusQuery.queryKey });
    },
    onImport: (progress) => {
      client.setQueryData(importQuery.queryKey, progress);
      if (progress.state === "done" || progress.state === "cancelled") {
        void client.invalidateQueries({ queryKey: statusQuery.queryKey });
        void client.invalidateQueries({ queryKey: ["categories"] });
        void client.invalidateQueries({ queryKey: ["products"] });
      }
    },
    onSync: (status) => {
      const before = client.getQueryData(syncQuery.queryKey)?.last_pull_ms;
      client.setQueryData(syncQuery.queryKey, status);
      if (before !== undefined && before !== status.last_pull_ms) {
        for (const queryKey of PULLED) {
          void client.invalidateQueries({ queryKey });
        }
      }
    },
  });
}
