import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Permission, PersonView } from "@/register/api/bindings";
import { peopleQuery, statusQuery } from "@/register/api/queries";
import { Dialog } from "@/kit/components/dialog";
import type { MessageKey } from "@/kit/i18n/catalogue";
import { useTranslate } from "@/kit/i18n/language";
import { useApprovalStore, type ApprovalFact, type Waiting } from "./approval-store";
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
      {waiting !== undefined && (
        <>
          <Facts facts={waiting.facts} />
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

/** What exactly is approved: nobody answers for what they cannot see. */
function Facts({ facts }: { readonly facts: readonly ApprovalFact[] }) {
  const t = useTranslate();
  if (facts.length === 0) {
    return null;
  }
  return (
    <dl data-testid="approval-facts" className="mb-4 rounded-panel bg-sunken px-4 py-3">
      {facts.map(({ label, value }) => (
        <div key={label} className="flex items-baseline justify-between gap-4 py-0.5">
          <dt className="text-muted">{t(label)}</dt>
          <dd className="figures text-right text-register font-semibold wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
