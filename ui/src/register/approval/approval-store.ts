import { create } from "zustand";
import { isRefusal } from "@/register/api/api-error";
import type { ApprovalInput, Permission } from "@/register/api/bindings";
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

/** Asked with the approver's PIN only: what nobody else may read. */
export type LookFirst = (approval: ApprovalInput) => Promise<readonly ApprovalFact[]>;

/** What is asked while a PIN is waited for. */
export interface ApprovalQuestions {
  readonly askFacts?: AskFacts;
  /** With it, whoever approves decides once more after the PIN, when they have seen this. */
  readonly lookFirst?: LookFirst;
}

/** What the PIN has opened, and the decision that is left. */
export interface Decision {
  readonly facts: readonly ApprovalFact[];
  readonly approve: () => Promise<void>;
}

/** An act that waits for somebody's PIN. */
export interface Waiting {
  /** What must be permitted, as Rust calls it. */
  readonly permission: Permission | undefined;
  /** What exactly is to be approved. */
  readonly facts: readonly ApprovalFact[];
  /** Set when the PIN was right and there is something to see before the act. */
  readonly decision?: Decision;
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
  { askFacts, lookFirst }: ApprovalQuestions = {},
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
    facts = (await askFacts?.()) ?? [];
  }
  return new Promise((resolve, reject) => {
    const close = (): void => useApprovalStore.setState({ waiting: undefined });
    const act = async (approval: ApprovalInput): Promise<void> => {
      const result = await call(approval);
      close();
      resolve(result);
    };
    // A wrong PIN is told on the pad; anything else is about the act itself.
    const orEnd = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (isAboutThePin(error)) {
          throw error;
        }
        close();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const attempt = (approval: ApprovalInput): Promise<void> =>
      orEnd(async () => {
        if (lookFirst === undefined) {
          return act(approval);
        }
        const decision = {
          facts: await lookFirst(approval),
          approve: () => orEnd(() => act(approval)),
        };
        // Given up meanwhile: nobody is asked any more, or about something else.
        useApprovalStore.setState(({ waiting }) => ({
          waiting: waiting?.giveUp === giveUp ? { ...waiting, decision } : waiting,
        }));
      });
    const giveUp = (): void => {
      close();
      resolve(undefined);
    };
    useApprovalStore.setState({ waiting: { permission, facts, attempt, giveUp } });
  });
}

function isAboutThePin(error: unknown): boolean {
  return isRefusal(error, "wrong_pin", "pin_locked_out", "approval_required", "permission_denied");
}
