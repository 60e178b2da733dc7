import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Role } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { usersQuery } from "@/register/api/queries";
import { Button } from "@/kit/components/button";
import { Dialog } from "@/kit/components/dialog";
import { NewPin } from "@/kit/components/new-pin";
import { useTranslate } from "@/kit/i18n/language";
import { PersonFields } from "./person-fields";
import { usePeopleCommand } from "./use-people-command";

export interface AddPersonDialogProps {
  readonly open: boolean;
  readonly pinLength: number;
  readonly onClose: () => void;
}

/** What is asked about a new person before the PIN. */
export interface NewPerson {
  readonly full_name: string;
  readonly username: string;
  readonly role: Role;
}

/** A new person: first who and what, then the PIN, typed twice. */
export function AddPersonDialog({ open, pinLength, onClose }: AddPersonDialogProps) {
  const t = useTranslate();
  return (
    <Dialog
      open={open}
      width="narrow"
      testId="add-person-dialog"
      title={t("settings.person-add")}
      onClose={onClose}
    >
      <AddPerson pinLength={pinLength} onDone={onClose} />
    </Dialog>
  );
}

function AddPerson({
  pinLength,
  onDone,
}: {
  readonly pinLength: number;
  readonly onDone: () => void;
}) {
  const t = useTranslate();
  const [person, setPerson] = useState<NewPerson>({ full_name: "", username: "", role: "cashier" });
  const [atPin, setAtPin] = useState(false);
  const taken = (useQuery(usersQuery).data ?? []).map((one) => one.username.toLowerCase());
  const add = usePeopleCommand(
    (pin: string) => api.userAdd(newCommandId(), { ...person, pin }),
    onDone,
    () => t("settings.person-added", { name: person.full_name }),
  );
  if (!atPin) {
    return (
      <PersonFields
        person={person}
        taken={taken}
        onChange={setPerson}
        onNext={() => setAtPin(true)}
      />
    );
  }
  return (
    <div className="flex flex-col items-center gap-4">
      <p className="text-register">{person.full_name}</p>
      <NewPin
        dense
        length={pinLength}
        disabled={add.isPending}
        error={add.error === null ? undefined : textOf(add.error)}
        onDone={(pin) => add.mutate(pin)}
      />
      <Button variant="ghost" keepFocus data-testid="person-back" onClick={() => setAtPin(false)}>
        {t("shell.back")}
      </Button>
    </div>
  );
}
