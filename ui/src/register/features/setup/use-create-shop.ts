import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { isRefusal } from "@/register/api/api-error";
import type { RestoreView, StatusView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { setupStatusQuery, statusQuery } from "@/register/api/queries";
import { showToast } from "@/kit/components/toast";
import { joinInput, restoreInput, setupInput, type SetupDraft } from "./setup-draft";

/** A shop that is there now, and what came back when it is a restored one. */
interface MadeShop {
  readonly status: StatusView;
  readonly restored: RestoreView | null;
}

/**
 * Creates the shop, whose owner is unlocked afterwards, joins one or restores one, whose people
 * unlock the register. A join that broke off goes on: it keeps its command's id.
 */
export function useCreateShop(onMade: (draft: SetupDraft, restored: RestoreView | null) => void) {
  const client = useQueryClient();
  const joinId = useRef<string>(undefined);
  const create = async (draft: SetupDraft): Promise<MadeShop> => {
    if (draft.start === "new") {
      return { status: await api.setupCreate(setupInput(draft)), restored: null };
    }
    if (draft.start === "restore") {
      const restored = await api.restoreBackup(restoreInput(draft));
      return { status: await api.appStatus(), restored };
    }
    joinId.current ??= newCommandId();
    return { status: await api.enrolJoin(joinId.current, joinInput(draft)), restored: null };
  };
  return useMutation({
    mutationFn: async (draft: SetupDraft) => {
      const made = await create(draft);
      await startWithComputer(draft.autostart);
      return made;
    },
    onSuccess: ({ status, restored }, draft) => {
      client.setQueryData(statusQuery.queryKey, status);
      onMade(draft, restored);
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

/** The shop is there whatever the desktop says; the settings have the switch, too. */
async function startWithComputer(wanted: boolean | null): Promise<void> {
  if (wanted === null) return;
  try {
    await api.autostartWrite(wanted);
  } catch (error) {
    showToast("danger", textOf(error));
  }
}
