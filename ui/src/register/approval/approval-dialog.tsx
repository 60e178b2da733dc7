import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Permission, PersonView } from "@/register/api/bindings";
import { peopleQuery, statusQuery } from "@/register/api/queries";
import { Dialog } from "@/kit/components/dialog";
import type { MessageKey } from "@/kit/i18n/catalogue";
import { useTranslate } from "@/kit/i18n/language";
import { ApprovalFacts } from "./approval-facts";
import { useApprovalStore, type Waiting } from "./approval-store";
import { ApproverDecision } from "./approver-decision";
import { ApproverList } from "./approver-list";
import { ApproverPin } from "./approver-pin";

const WHAT: Readonly<Partial<Record<Permission, MessageKey>>> = {
  discount_above_limit: "approval.discount_above_limit",
  no_sale: "approval.no_sale",
  over_short_above_limit: "approval.over_short_above_limit",
};

/** Where somebody with a higher role permits something in place; one for the application. */
export function ApprovalDialog() {
  const t = useTranslate();
  const waiting = useApprovalStore((state) => state.waiting);
  return (
    <Dialog
      open={waiting !== undefined}
      width="narrow"
      testId="approval-dialog"
      title={t("approval.title")}
      description={t((waiting?.permission && WHAT[waiting.permission]) ?? "approval.other")}
      onClose={() => waiting?.giveUp()}
    >
      {waiting?.decision !== undefined && (
        <ApproverDecision decision={waiting.decision} onDecline={waiting.giveUp} />
      )}
      {waiting !== undefined && waiting.decision === undefined && (
        <>
          <ApprovalFacts facts={waiting.facts} />
          <Approval waiting={waiting} />
        </>
      )}
    </Dialog>
  );
}

/** First the name, then the PIN; with one possible name, the PIN at once. */
function Approval({ waiting }: { readonly waiting: Waiting }) {
  const people = useQuery(peopleQuery).data ?? [];
  const asking = useQuery(statusQuery).data?.user?.user_id;
  const approvers = people.filter(
    (person) => person.active && person.role !== "cashier" && person.user_id !== asking,
  );
  const [chosen, setChosen] = useState<PersonView>();
  const person = chosen ?? (approvers.length === 1 ? approvers[0] : undefined);
  if (person === undefined) {
    return <ApproverList approvers={approvers} onChoose={setChosen} />;
  }
  return (
    <ApproverPin
      key={person.user_id}
      person={person}
      onPin={(pin) => waiting.attempt({ user_id: person.user_id, pin })}
      {...(approvers.length > 1 && { onOther: () => setChosen(undefined) })}
    />
  );
}
