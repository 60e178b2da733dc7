import { useState } from "react";
import type { SetupStatus } from "@/register/api/bindings";
import { setLanguage } from "@/kit/i18n/language";
import {
  emptyDraft,
  problemOf,
  stepsFor,
  type SetupDraft,
  type StepId,
  type StepProblem,
} from "./setup-draft";

/** Where the wizard is and what it knows. */
export interface Wizard {
  readonly steps: readonly StepId[];
  readonly step: StepId;
  readonly draft: SetupDraft;
  /** Why the page cannot be left; shown after the person tried. */
  readonly problem: StepProblem | undefined;
  readonly change: (draft: SetupDraft) => void;
  readonly goTo: (step: StepId) => void;
  readonly back: () => void;
  readonly next: () => void;
  /** Goes on with what was typed this moment, as after the last digit of a PIN. */
  readonly nextWith: (draft: SetupDraft) => void;
  /** True when every page is answered; otherwise the first that is not opens. */
  readonly isComplete: () => boolean;
}

/** What every page gets. */
export interface StepProps {
  readonly wizard: Wizard;
  readonly status: SetupStatus;
}

export function useWizard(status: SetupStatus): Wizard {
  const [draft, setDraft] = useState(() => emptyDraft(status.default_language));
  const [wanted, setWanted] = useState<StepId>("language");
  const [tried, setTried] = useState(false);
  const steps = stepsFor(status.keyring, draft.start);
  // The page about the key goes away when a keyring was started meanwhile.
  const step = steps.includes(wanted) ? wanted : "summary";
  const place = steps.indexOf(step);
  const goTo = (target: StepId): void => {
    setTried(false);
    setWanted(target);
  };
  const nextWith = (latest: SetupDraft): void => {
    setDraft(latest);
    if (problemOf(step, latest) === undefined) {
      goTo(steps[place + 1] ?? step);
    } else {
      setTried(true);
    }
  };
  return {
    steps,
    step,
    draft,
    problem: tried ? problemOf(step, draft) : undefined,
    change: (changed) => {
      setLanguage(changed.language);
      setDraft(changed);
    },
    goTo,
    back: () => goTo(steps[place - 1] ?? step),
    next: () => nextWith(draft),
    nextWith,
    isComplete: () => {
      const open = steps.find((one) => problemOf(one, draft) !== undefined);
      if (open !== undefined) {
        goTo(open);
      }
      return open === undefined;
    },
  };
}
