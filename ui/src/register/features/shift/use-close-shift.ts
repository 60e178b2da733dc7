import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CountInput, DrawerDifference, ShiftReportView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { statusQuery } from "@/register/api/queries";
import { withApproval, type ApprovalFact } from "@/register/approval/approval-store";

export interface ClosingCount {
  readonly input: CountInput;
  readonly note: string;
}

/**
 * Closes the shift; a difference above the limit asks a supervisor in place. Only their PIN shows
 * what it is: until then the count stays blind.
 */
export function useCloseShift(onClosed: (report: ShiftReportView) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ input, note }: ClosingCount) => {
      const commandId = newCommandId();
      return withApproval((approval) => api.shiftClose(commandId, input, note.trim(), approval), {
        lookFirst: async (approval) => factsOf(await api.shiftDifference(input, approval)),
      });
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

/** The drawer as it was counted, for whoever answers for it. */
function factsOf(difference: DrawerDifference): readonly ApprovalFact[] {
  const first = difference.counted_first;
  return [
    ...(first === null ? [] : [{ label: "approval.counted-first", value: first.text } as const]),
    { label: "approval.counted", value: difference.counted.text },
    { label: "approval.expected", value: difference.expected.text },
    { label: "approval.difference", value: difference.difference.text },
  ];
}
