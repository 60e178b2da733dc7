import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { peopleQuery, statusQuery, usersQuery } from "@/register/api/queries";
import { Button } from "@/kit/components/button";
import { useTranslate } from "@/kit/i18n/language";
import { AddPersonDialog } from "./add-person-dialog";
import { PersonRow } from "./person-row";

/** Who may work here, as what, and with which PIN. */
export function PeopleTab({ mayChange }: { readonly mayChange: boolean }) {
  const t = useTranslate();
  const everybody = useQuery({ ...usersQuery, enabled: mayChange }).data;
  const working = useQuery(peopleQuery).data;
  const people = everybody ?? working ?? [];
  const status = useQuery(statusQuery).data;
  const [adding, setAdding] = useState(false);
  return (
    <fieldset disabled={!mayChange} className="flex max-w-4xl flex-col gap-4 pb-6">
      <header className="flex items-center justify-between gap-4">
        <h2 className="text-title">{t("settings.tab-people")}</h2>
        <Button
          icon={<UserPlus aria-hidden className="size-icon" />}
          data-testid="person-add"
          onClick={() => setAdding(true)}
        >
          {t("settings.person-add")}
        </Button>
      </header>
      <ul
        aria-label={t("settings.people-list")}
        className="rounded-panel border border-hairline bg-surface"
      >
        {people.map((person) => (
          <PersonRow
            key={person.user_id}
            person={person}
            isSelf={person.user_id === status?.user?.user_id}
          />
        ))}
      </ul>
      <AddPersonDialog
        open={adding}
        pinLength={status?.pin_length ?? 4}
        onClose={() => setAdding(false)}
      />
    </fieldset>
  );
}
