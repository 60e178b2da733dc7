import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useId, type ReactNode } from "react";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly icon?: ReactNode;
}

export interface ChoiceCardsProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly columns?: 1 | 2 | 3 | 4;
  readonly disabled?: boolean;
  /** The chosen card takes the focus, so that the arrow keys work at once. */
  readonly autoFocus?: boolean;
  readonly testId: string;
}

const COLUMNS = { 1: "grid-cols-1", 2: "grid-cols-2", 3: "grid-cols-3", 4: "grid-cols-4" } as const;

/** One of a few, each with a word of explanation; the arrow keys move, Enter submits the form. */
export function ChoiceCards<Value extends string>(props: ChoiceCardsProps<Value>) {
  const { label, choices, columns = 1, testId } = props;
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      data-testid={testId}
      className={clsx("grid gap-2", COLUMNS[columns])}
    >
      {choices.map((choice) => (
        <ChoiceCard key={choice.value} name={name} choice={choice} group={props} />
      ))}
    </div>
  );
}

function ChoiceCard<Value extends string>({
  name,
  choice,
  group,
}: {
  readonly name: string;
  readonly choice: Choice<Value>;
  readonly group: ChoiceCardsProps<Value>;
}) {
  const hintId = useId();
  const checked = group.value === choice.value;
  return (
    <label
      className={clsx(
        "flex min-h-register cursor-pointer items-center gap-3 rounded-control border-2 px-4 py-2",
        "has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
        "has-disabled:cursor-not-allowed has-disabled:opacity-60",
        checked ? "border-primary bg-selected" : "border-hairline bg-surface hover:bg-sunken",
      )}
    >
      <input
        type="radio"
        className="sr-only"
        name={name}
        value={choice.value}
        checked={checked}
        disabled={group.disabled}
        autoFocus={checked && group.autoFocus === true}
        aria-describedby={choice.hint === undefined ? undefined : hintId}
        data-testid={`${group.testId}-${choice.value}`}
        onChange={() => group.onValueChange(choice.value)}
      />
      {choice.icon !== undefined && (
        <span className="text-muted [&>svg]:size-icon-lg">{choice.icon}</span>
      )}
      <span className="min-w-0 flex-1">
        <span className="block font-semibold">{choice.label}</span>
        {choice.hint !== undefined && (
          <span id={hintId} className="block text-meta text-muted">
            {choice.hint}
          </span>
        )}
      </span>
      <Check
        aria-hidden
        className={clsx("size-icon-lg shrink-0 text-primary", !checked && "invisible")}
      />
    </label>
  );
}
