import { Switch as Radix } from "radix-ui";
import { useId, type ReactNode } from "react";

export interface SwitchProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly testId?: string;
}

/** On or off; the whole row is the target. */
export function Switch(props: SwitchProps) {
  const {
    label,
    hint,
    checked,
    onCheckedChange,
    disabled = false,
    autoFocus = false,
    testId,
  } = props;
  const id = useId();
  return (
    <div className="flex min-h-touch items-center justify-between gap-4">
      <label htmlFor={id} className="flex-1 cursor-pointer py-2">
        <span className="block font-semibold">{label}</span>
        {hint !== undefined && <span className="block text-meta text-muted">{hint}</span>}
      </label>
      <Radix.Root
        id={id}
        data-testid={testId}
        checked={checked}
        disabled={disabled}
        autoFocus={autoFocus}
        onCheckedChange={onCheckedChange}
        className="relative h-8 w-14 shrink-0 rounded-full border-2 border-border bg-sunken data-[state=checked]:border-primary data-[state=checked]:bg-primary disabled:opacity-60"
      >
        <Radix.Thumb className="block size-6 translate-x-0.5 rounded-full bg-muted data-[state=checked]:translate-x-6 data-[state=checked]:bg-on-primary" />
      </Radix.Root>
    </div>
  );
}
