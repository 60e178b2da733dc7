import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CountInput, ShiftReportView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { statusQuery } from "@/register/api/queries";
import { withApproval } from "@/register/approval/approval-store";

export interface ClosingCount {
  readonly input: CountInput;
  readonly note: string;
}

/** Closes the shift; a difference above the limit asks a supervisor in place. */
export function useCloseShift(onClosed: (report: ShiftReportView) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ input, note }: ClosingCount) => {
      const commandId = newCommandId();
      return withApproval((approval) => api.shiftClose(commandId, input, note.trim(), approval));
    },
    onSuccess: (report) => {
      // Nobody approved: the shift stays open and the count stays as it is.
      if (report !== undefined) {
        onClosed(report);
        client.setQueryData(statusQuery.queryKey, (known) => known && { ...known, shift: null });
      }
    },
  });
}
