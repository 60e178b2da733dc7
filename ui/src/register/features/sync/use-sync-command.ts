import { useMutation, useQueryClient } from "@tanstack/react-query";
import { textOf } from "@/register/api/errors";
import { syncQuery } from "@/register/api/queries";
import type { SyncStatusView } from "@/register/api/bindings";
import { showToast } from "@/kit/components/toast";

/** A command about syncing: it answers the new state, which is shown. */
export function useSyncCommand<Input = void>(run: (input: Input) => Promise<SyncStatusView>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (status) => {
      client.setQueryData(syncQuery.queryKey, status);
    },
    onError: (error) => showToast("danger", textOf(error)),
  });
}
