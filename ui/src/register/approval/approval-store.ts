import { create } from "zustand";
import { isRefusal } from "@/register/api/api-error";
import type { ApprovalInput, Permission } from "@/register/api/bindings";

/** An act that a supervisor may have to permit. */
export type ApprovedCall<Result> = (approval: ApprovalInput | null) => Promise<Result>;

/** An act that waits for somebody's PIN. */
export interface Waiting {
  /** What must be permitted, as Rust calls it. */
  readonly permission: Permission | undefined;
  readonly attempt: (approval: ApprovalInput) => Promise<void>;
  readonly giveUp: () => void;
}

export const useApprovalStore = create<{ readonly waiting: Waiting | undefined }>(() => ({
  waiting: undefined,
}));

/** Takes back what waits for a PIN: whoever unlocks the register next did not ask for it. */
export function giveUpApproval(): void {
  useApprovalStore.getState().waiting?.giveUp();
}

/**
 * Does something; when Rust answers that somebody with a higher role must permit it, asks for
 * a PIN in place and does it again with the approval. `undefined` when nobody permitted it.
 */
export async function withApproval<Result>(
  call: ApprovedCall<Result>,
): Promise<Result | undefined> {
  let permission: Permission | undefined;
  try {
    return await call(null);
  } catch (error) {
    if (!isRefusal(error, "approval_required")) {
      throw error;
    }
    permission = error.details?.permission ?? undefined;
  }
  return new Promise((resolve, reject) => {
    const close = (): void => useApprovalStore.setState({ waiting: undefined });
    const attempt = async (approval: ApprovalInput): Promise<void> => {
      try {
        const result = await call(approval);
        close();
        resolve(result);
      } catch (error) {
        // A wrong PIN is told on the pad; anything else is about the act itself.
        if (
          isRefusal(error, "wrong_pin", "pin_locked_out", "approval_required", "permission_denied")
        ) {
          throw error;
        }
        close();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const giveUp = (): void => {
      close();
      resolve(undefined);
    };
    useApprovalStore.setState({ waiting: { permission, attempt, giveUp } });
  });
}
