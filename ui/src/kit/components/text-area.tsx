import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Field } from "./field";

export interface TextAreaProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly disabled?: boolean;
  readonly className?: string;
  readonly testId?: string;
}

/** Several lines of text with their label. */
export function TextArea(props: TextAreaProps) {
  const { label, hint, error, value, onValueChange, rows = 4, className, testId } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <textarea
          {...ids}
          spellCheck={false}
          autoComplete="off"
          data-testid={testId}
          rows={rows}
          maxLength={props.maxLength}
          disabled={props.disabled}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
          className={clsx(
            "w-full resize-none rounded-control border border-border bg-surface px-3 py-2 text-text",
            "disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger",
            className,
          )}
        />
      )}
    </Field>
  );
}
