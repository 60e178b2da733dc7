import { useState } from "react";
import type { PersonView, Role } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { ChoiceCards } from "@/kit/components/choice-cards";
import { Dialog } from "@/kit/components/dialog";
import { useTranslate } from "@/kit/i18n/language";
import { usePeopleCommand } from "./use-people-command";

const ROLES = ["cashier", "supervisor", "owner"] as const;

export interface SetRoleDialogProps {
  readonly open: boolean;
  readonly person: PersonView;
  readonly onClose: () => void;
}

/** Another role for somebody; Rust keeps the last owner an owner. */
export function SetRoleDialog({ open, person, onClose }: SetRoleDialogProps) {
  const t = useTranslate();
  return (
    <Dialog
      open={open}
      width="narrow"
      testId="set-role-dialog"
      title={t("settings.person-role-of", { name: person.full_name })}
      onClose={onClose}
    >
      <RoleOf person={person} onDone={onClose} />
    </Dialog>
  );
}

function RoleOf({ person, onDone }: { readonly person: PersonView; readonly onDone: () => void }) {
  const t = useTranslate();
  const [role, setRole] = useState<Role>(person.role);
  const set = usePeopleCommand(
    (chosen: Role) => api.userSetRole(newCommandId(), person.user_id, chosen),
    onDone,
    (chosen) =>
      t("settings.person-role-changed", {
        name: person.full_name,
        role: t(`shell.role-${chosen}`),
      }),
  );
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (role === person.role) {
          onDone();
        } else if (!set.isPending) {
          set.mutate(role);
        }
      }}
    >
      <ChoiceCards
        autoFocus
        label={t("settings.person-role")}
        testId="person-new-role"
        value={role}
        onValueChange={(chosen) => {
          set.reset();
          setRole(chosen);
        }}
        choices={ROLES.map((value) => ({
          value,
          label: t(`shell.role-${value}`),
          hint: t(`settings.role-${value}-hint`),
        }))}
      />
      {set.error !== null && (
        <Banner tone="danger" title={textOf(set.error)} testId="person-role-error" />
      )}
      <Button
        type="submit"
        variant="primary"
        size="register"
        disabled={set.isPending}
        data-testid="person-role-save"
      >
        {t("shell.save")}
      </Button>
    </form>
  );
}
