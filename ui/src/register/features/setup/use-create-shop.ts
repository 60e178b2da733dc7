import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { isRefusal } from "@/register/api/api-error";
import type { StatusView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { setupStatusQuery, statusQuery } from "@/register/api/queries";
import { joinInput, setupInput, type SetupDraft } from "./setup-draft";

/**
 * Creates the shop, whose owner is unlocked afterwards, or joins one, whose people unlock the
 * register. A join that broke off goes on: it keeps its command's id.
 */
export function useCreateShop(onDone: () => void) {
  const client = useQueryClient();
  const joinId = useRef<string>(undefined);
  const create = (draft: SetupDraft): Promise<StatusView> => {
    if (draft.start === "new") {
      return api.setupCreate(setupInput(draft));
    }
    joinId.current ??= newCommandId();
    return api.enrolJoin(joinId.current, joinInput(draft));
  };
  return useMutation({
    mutationFn: create,
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
