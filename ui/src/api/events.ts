import type { QueryClient } from "@tanstack/react-query";
import { api } from "./client";
import { cartQuery, importQuery, printQueueQuery, statusQuery, syncQuery } from "./queries";

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
      client.setQueryData(syncQuery.queryKey, status);
    },
  });
}
