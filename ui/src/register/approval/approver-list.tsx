import type { KeyboardEvent } from "react";
import type { PersonView } from "@/register/api/bindings";
import { Button } from "@/kit/components/button";
import { useTranslate } from "@/kit/i18n/language";

/** Who may approve, to choose from. */
export function ApproverList({
  approvers,
  onChoose,
}: {
  readonly approvers: readonly PersonView[];
  readonly onChoose: (person: PersonView) => void;
}) {
  const t = useTranslate();
  if (approvers.length === 0) {
    return <p className="text-register">{t("approval.nobody")}</p>;
  }
  return (
    <div className="flex flex-col gap-2" onKeyDown={moveByArrows}>
      <p className="text-muted">{t("approval.hint")}</p>
      {approvers.map((person, place) => (
        <Button
          key={person.user_id}
          size="register"
          className="!justify-start"
          autoFocus={place === 0}
          data-testid={`approver-${person.username}`}
          onClick={() => onChoose(person)}
        >
          <span className="flex-1 text-left">{person.full_name}</span>
          <span className="text-body font-normal text-muted">{t(`shell.role-${person.role}`)}</span>
        </Button>
      ))}
    </div>
  );
}

/** The arrow keys go from name to name, as on the lock screen. */
function moveByArrows(event: KeyboardEvent<HTMLDivElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const names = Array.from(event.currentTarget.querySelectorAll("button"));
  const at = names.findIndex((name) => name === document.activeElement);
  if (by !== undefined && names.length > 0) {
    event.preventDefault();
    names[(at + by + names.length) % names.length]?.focus();
  }
}
