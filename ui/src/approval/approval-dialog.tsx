import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { useState } from "react";
import type { PersonView } from "@/api/bindings";
import { textOf } from "@/api/errors";
import { peopleQuery } from "@/api/queries";
import { Banner } from "@/components/banner";
import { Dialog } from "@/components/dialog";
import { PinPad } from "@/components/pin-pad";
import { useTranslate } from "@/i18n/language";
import { useApprovalStore } from "./approval-store";

/** Where a supervisor permits something in place; one for the application. */
export function ApprovalDialog() {
  const t = useTranslate();
  const waiting = useApprovalStore((state) => state.waiting);
  return (
    <Dialog
      open={waiting !== undefined}
      onClose={() => waiting?.giveUp()}
      title={t("shell.approval-title")}
      description={t("shell.approval-text")}
      testId="approval-dialog"
    >
      <ApprovalForm />
    </Dialog>
  );
}

function ApprovalForm() {
  const people = useQuery(peopleQuery).data ?? [];
  const waiting = useApprovalStore((state) => state.waiting);
  const approvers = people.filter((person) => person.active && person.role !== "cashier");
  const [chosen, setChosen] = useState<PersonView>();
  const [problem, setProblem] = useState<string>();
  const [tries, setTries] = useState(0);
  const person = chosen ?? approvers[0];
  const submit = async (pin: string): Promise<void> => {
    try {
      await waiting?.attempt({ user_id: person?.user_id ?? "", pin });
    } catch (error) {
      setProblem(textOf(error));
      setTries(tries + 1);
    }
  };
  return (
    <div className="flex gap-6">
      <ul className="flex flex-1 flex-col gap-2">
        {approvers.map((one) => (
          <li key={one.user_id}>
            <Approver person={one} chosen={one === person} onChoose={() => setChosen(one)} />
          </li>
        ))}
        {problem !== undefined && <Banner tone="danger" title={problem} />}
      </ul>
      <PinPad
        length={person?.pin_length ?? 4}
        resetKey={`${person?.user_id ?? ""}-${tries}`}
        onComplete={(pin) => void submit(pin)}
        dense
      />
    </div>
  );
}

function Approver({
  person,
  chosen,
  onChoose,
}: {
  readonly person: PersonView;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const t = useTranslate();
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      data-testid={`approver-${person.username}`}
      className={clsx(
        "flex min-h-register w-full flex-col items-start justify-center rounded-control border px-4",
        chosen ? "border-primary bg-selected" : "border-border bg-surface hover:bg-sunken",
      )}
    >
      <span className="text-register font-semibold">{person.full_name}</span>
      <span className="text-meta text-muted">{t(`shell.role-${person.role}`)}</span>
    </button>
  );
}
