import { useState } from "react";
import { Button } from "@/kit/components/button";
import { ChoiceCards } from "@/kit/components/choice-cards";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { usernameFrom } from "@/kit/lib/username-from";
import type { NewPerson } from "./add-person-dialog";

const ROLES = ["cashier", "supervisor", "owner"] as const;

export interface PersonFieldsProps {
  readonly person: NewPerson;
  /** Usernames that others have. */
  readonly taken: readonly string[];
  readonly onChange: (person: NewPerson) => void;
  readonly onNext: () => void;
}

/** Name, username and role. The form is the dialog's own, not the settings' around it. */
export function PersonFields({ person, taken, onChange, onNext }: PersonFieldsProps) {
  const t = useTranslate();
  const [tried, setTried] = useState(false);
  const isTaken = taken.includes(person.username.trim().toLowerCase());
  const isNamed = person.full_name.trim() !== "" && person.username.trim() !== "" && !isTaken;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setTried(true);
        if (isNamed) {
          onNext();
        }
      }}
    >
      <TextField
        autoFocus
        label={t("settings.person-name")}
        maxLength={80}
        value={person.full_name}
        error={tried && person.full_name.trim() === "" ? t("settings.person-name-missing") : null}
        data-testid="person-name"
        onValueChange={(full_name) => onChange(withName(person, full_name, taken))}
      />
      <TextField
        label={t("settings.person-username")}
        maxLength={40}
        value={person.username}
        error={isTaken ? t("settings.person-username-taken") : undefined}
        data-testid="person-username"
        onValueChange={(username) => onChange({ ...person, username })}
      />
      <ChoiceCards
        label={t("settings.person-role")}
        testId="person-role"
        value={person.role}
        onValueChange={(role) => onChange({ ...person, role })}
        choices={ROLES.map((role) => ({
          value: role,
          label: t(`shell.role-${role}`),
          hint: t(`settings.role-${role}-hint`),
        }))}
      />
      <Button type="submit" variant="primary" size="register" data-testid="person-next">
        {t("shell.next")}
      </Button>
    </form>
  );
}

/** The username follows the name until somebody writes another. */
function withName(person: NewPerson, full_name: string, taken: readonly string[]): NewPerson {
  const isDerived = person.username === usernameFrom(person.full_name, taken);
  const username = isDerived ? usernameFrom(full_name, taken) : person.username;
  return { ...person, full_name, username };
}
