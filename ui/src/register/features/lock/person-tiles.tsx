import { clsx } from "clsx";
import type { KeyboardEvent } from "react";
import type { PersonView } from "@/register/api/bindings";
import { useTranslate } from "@/kit/i18n/language";

export interface PersonTilesProps {
  readonly people: readonly PersonView[];
  readonly chosen: PersonView | undefined;
  readonly onChoose: (userId: string) => void;
}

const STEP: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** A tile a person; the arrow keys go from one to the next. */
export function PersonTiles({ people, chosen, onChoose }: PersonTilesProps) {
  const t = useTranslate();
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = STEP[event.key];
    const place = people.findIndex((person) => person === chosen);
    const next = people[(place + (step ?? 0) + people.length) % people.length];
    if (step !== undefined && next !== undefined) {
      event.preventDefault();
      onChoose(next.user_id);
      event.currentTarget.querySelector<HTMLElement>(`[data-user="${next.user_id}"]`)?.focus();
    }
  };
  return (
    <div
      role="radiogroup"
      aria-label={t("lock.who")}
      onKeyDown={move}
      className="grid grid-cols-[repeat(auto-fill,minmax(min(14rem,100%),1fr))] gap-3"
    >
      {people.map((person) => (
        <PersonTile
          key={person.user_id}
          person={person}
          isChosen={person === chosen}
          onChoose={() => onChoose(person.user_id)}
        />
      ))}
    </div>
  );
}

function PersonTile({
  person,
  isChosen,
  onChoose,
}: {
  readonly person: PersonView;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const t = useTranslate();
  return (
    <button
      type="button"
      role="radio"
      aria-checked={isChosen}
      tabIndex={isChosen ? 0 : -1}
      autoFocus={isChosen}
      data-user={person.user_id}
      data-testid={`person-${person.username}`}
      onClick={onChoose}
      className={clsx(
        "flex min-h-pay items-center gap-3 rounded-panel border-2 p-3 text-left",
        isChosen ? "border-primary bg-selected" : "border-hairline bg-surface hover:bg-sunken",
      )}
    >
      <span
        aria-hidden
        className={clsx(
          "flex size-12 shrink-0 items-center justify-center rounded-full text-register font-bold",
          isChosen ? "bg-primary text-on-primary" : "bg-sunken text-text",
        )}
      >
        {initials(person.full_name)}
      </span>
      <span className="min-w-0">
        <span className="block truncate text-register font-semibold">{person.full_name}</span>
        <span className="block text-meta text-muted">{t(`shell.role-${person.role}`)}</span>
      </span>
    </button>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => Array.from(word ?? "")[0]?.toUpperCase() ?? "").join("");
}
