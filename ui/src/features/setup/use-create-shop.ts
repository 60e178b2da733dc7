import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isRefusal } from "@/api/api-error";
import { api } from "@/api/client";
import { setupStatusQuery, statusQuery } from "@/api/queries";
import type { SetupDraft } from "./setup-draft";

/** Creates the shop; its owner is unlocked afterwards. */
export function useCreateShop(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: SetupDraft) => api.setupCreate(draft),
    onSuccess: (status) => {
      client.setQueryData(statusQuery.queryKey, status);
      onDone();
    },
    onError: (error) => {
      if (isRefusal(error, "keyring_missing")) {
        // The keyring went away since the start: the page about the key comes in.
        client.setQueryData(setupStatusQuery.queryKey, (known) =>
          known === undefined ? undefined : { ...known, keyring: "missing" as const },
        );
      }
    },
  });
}
