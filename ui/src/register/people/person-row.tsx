import { useState } from "react";
import type { PersonView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { AlertDialog } from "@/kit/components/alert-dialog";
import { Badge } from "@/kit/components/badge";
import { Button } from "@/kit/components/button";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";
import { SetPinDialog } from "./set-pin-dialog";
import { SetRoleDialog } from "./set-role-dialog";
import { usePeopleCommand } from "./use-people-command";

export interface PersonRowProps {
  readonly person: PersonView;
  /** Nobody locks themselves out. */
  readonly isSelf: boolean;
}

/** A person with what can be done about them. */
export function PersonRow({ person, isSelf }: PersonRowProps) {
  const t = useTranslate();
  const [open, setOpen] = useState<"pin" | "role" | "question">();
  const name = person.full_name;
  const setActive = usePeopleCommand(
    (active: boolean) => api.userSetActive(newCommandId(), person.user_id, active),
    () => setOpen(undefined),
  );
  const change = (active: boolean): void => {
    setActive.mutate(active, { onError: (error) => showToast("danger", textOf(error)) });
  };
  return (
    <li
      data-testid={`person-row-${person.username}`}
      className="flex min-h-pay items-center gap-4 border-b border-hairline px-4 py-2 last:border-b-0"
    >
      <div className="min-w-0 flex-1">
        <p className="truncate font-semibold">{name}</p>
        <p className="truncate text-meta text-muted">
          {person.username} · {t(`shell.role-${person.role}`)}
        </p>
      </div>
      {isSelf && <Badge tone="selected">{t("settings.person-you")}</Badge>}
      {!person.active && <Badge tone="warn">{t("settings.person-inactive")}</Badge>}
      <Button
        disabled={isSelf}
        data-testid={`person-role-of-${person.username}`}
        onClick={() => setOpen("role")}
      >
        {t("settings.person-set-role")}
      </Button>
      <Button data-testid={`person-pin-${person.username}`} onClick={() => setOpen("pin")}>
        {t("settings.person-set-pin")}
      </Button>
      <Button
        className="min-w-36"
        disabled={isSelf || setActive.isPending}
        data-testid={`person-active-${person.username}`}
        onClick={() => (person.active ? setOpen("question") : change(true))}
      >
        {t(person.active ? "settings.person-deactivate" : "settings.person-activate")}
      </Button>
      <AlertDialog
        danger
        open={open === "question"}
        title={t("settings.person-deactivate-question", { name })}
        description={t("settings.person-deactivate-text", { name })}
        confirm={t("settings.person-deactivate")}
        onConfirm={() => {
          setOpen(undefined);
          change(false);
        }}
        onCancel={() => setOpen(undefined)}
      />
      <SetRoleDialog open={open === "role"} person={person} onClose={() => setOpen(undefined)} />
      <SetPinDialog open={open === "pin"} person={person} onClose={() => setOpen(undefined)} />
    </li>
  );
}
