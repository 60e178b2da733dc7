import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import type { PersonView, StatusView } from "@/register/api/bindings";
import { peopleQuery } from "@/register/api/queries";
import { useLastPerson } from "@/register/navigation/last-person";
import { Badge } from "@/kit/components/badge";
import { EmptyState } from "@/kit/components/empty-state";
import { giveUpApproval } from "@/register/approval/approval-store";
import { clearToasts } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";
import { REFUSE_SCANS, useScanPolicy } from "@/kit/scanner/use-scan-policy";
import { LockClock } from "./lock-clock";
import { PersonTiles } from "./person-tiles";
import { PinPanel } from "./pin-panel";

export interface LockScreenProps {
  readonly status: StatusView;
  /** What is not well and does not need anybody unlocked. */
  readonly notice?: ReactNode;
}

/** Who stands at the register: a name, a PIN, and nothing else is reachable. */
export function LockScreen({ status, notice }: LockScreenProps) {
  const t = useTranslate();
  useScanPolicy(REFUSE_SCANS);
  useEffect(clearToasts, []);
  useEffect(giveUpApproval, []);
  const people = useQuery({ ...peopleQuery, staleTime: 0 }).data;
  const active = people?.filter((person) => person.active) ?? [];
  const [chosenId, setChosenId] = useState<string>();
  const lastId = useLastPerson((last) => last.userId);
  const chosen =
    active.find((person) => person.user_id === chosenId) ?? probablyNext(active, status, lastId);
  return (
    <main data-testid="lock-screen" className="flex h-full">
      <section className="flex min-w-0 flex-1 flex-col gap-8 overflow-y-auto p-10">
        <LockClock status={status} />
        <h2 className="mt-auto text-title">{t("lock.who")}</h2>
        <PersonTiles people={active} chosen={chosen} onChoose={setChosenId} />
        <p data-testid="lock-shift" className="mb-auto text-muted">
          {status.shift === null
            ? t("lock.no-shift")
            : t("lock.shift-open", {
                number: status.shift.number,
                name: status.shift.opened_by,
              })}
        </p>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="text-meta text-muted">{t("lock.keys")}</p>
          <ClockNotice status={status} />
          {notice}
        </div>
      </section>
      <section className="flex w-[min(26rem,46%)] shrink-0 flex-col items-center justify-center-safe overflow-x-hidden overflow-y-auto border-l border-hairline bg-surface px-2 py-8">
        {chosen !== undefined && <PinPanel key={chosen.user_id} person={chosen} />}
        {people !== undefined && chosen === undefined && <EmptyState title={t("lock.nobody")} />}
      </section>
    </main>
  );
}

/** Who locked the register comes back most often; after a restart, who opened the shift. */
function probablyNext(
  people: readonly PersonView[],
  status: StatusView,
  lastId: string | undefined,
): PersonView | undefined {
  return (
    people.find((person) => person.user_id === lastId) ??
    people.find((person) => person.full_name === status.shift?.opened_by) ??
    people[0]
  );
}

/** A wrong clock is seen before anybody sells by it. */
function ClockNotice({ status }: { readonly status: StatusView }) {
  const t = useTranslate();
  const clock = status.alerts.find((alert) => alert.code === "clock_suspect");
  if (clock === undefined) {
    return null;
  }
  return (
    <Badge tone="warn">
      <span data-testid="lock-clock-suspect">{t("shell.alert-clock_suspect")}</span>
    </Badge>
  );
}
