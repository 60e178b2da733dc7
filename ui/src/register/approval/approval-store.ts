import { create } from "zustand";
import { isRefusal } from "@/register/api/api-error";
import type { ApprovalInput, DrawerDifference, Permission } from "@/register/api/bindings";
import type { MessageKey } from "@/kit/i18n/catalogue";

/** An act that a supervisor may have to permit. */
export type ApprovedCall<Result> = (approval: ApprovalInput | null) => Promise<Result>;

/** Something that the approver must know: a name and what it is. */
export interface ApprovalFact {
  readonly label: MessageKey;
  readonly value: string;
}

/** Asked only when an approval is needed. */
export type AskFacts = () => Promise<readonly ApprovalFact[]>;

/** An act that waits for somebody's PIN. */
export interface Waiting {
  /** What must be permitted, as Rust calls it. */
  readonly permission: Permission | undefined;
  /** What exactly is to be approved. */
  readonly facts: readonly ApprovalFact[];
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
  askFacts: AskFacts = () => Promise.resolve([]),
): Promise<Result | undefined> {
  let permission: Permission | undefined;
  let facts: readonly ApprovalFact[];
  try {
    return await call(null);
  } catch (error) {
    if (!isRefusal(error, "approval_required")) {
      throw error;
    }
    permission = error.details?.permission ?? undefined;
    const { difference } = error.details ?? {};
    facts = difference == null ? await askFacts() : factsOf(difference);
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
    useApprovalStore.setState({ waiting: { permission, facts, attempt, giveUp } });
  });
}

/** The drawer as it was counted, for whoever answers for it. */
function factsOf(difference: DrawerDifference): readonly ApprovalFact[] {
  const first = difference.counted_first;
  return [
    ...(first === null ? [] : [{ label: "approval.counted-first", value: first } as const]),
    { label: "approval.counted", value: difference.counted },
    { label: "approval.expected", value: difference.expected },
    { label: "approval.difference", value: difference.difference },
  ];
}
