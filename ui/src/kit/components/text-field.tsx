import { clsx } from "clsx";
import type { InputHTMLAttributes, ReactNode, Ref } from "react";
import { Field } from "./field";

export interface TextFieldProps extends Omit<
  InputHTMLAttributes<HTMLInputElement>,
  "onChange" | "value" | "size" | "id"
> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly size?: "admin" | "touch" | "register";
  /** The field takes scans itself, whatever the screen does with them. */
  readonly acceptsScans?: boolean;
  readonly fieldClassName?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

const SIZE = {
  admin: "h-admin text-body",
  touch: "h-touch text-body",
  register: "h-register text-register",
} as const;

/** One line of text with its label. */
export function TextField({
  label,
  hint,
  error,
  value,
  onValueChange,
  size = "touch",
  acceptsScans = false,
  className,
  fieldClassName,
  ...rest
}: TextFieldProps) {
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      {...(fieldClassName && { className: fieldClassName })}
    >
      {(ids) => (
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...ids}
          {...(acceptsScans && { "data-scan": "accept" })}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
          className={clsx(
            "w-full rounded-control border border-border bg-surface px-3 text-text",
            "read-only:bg-sunken disabled:cursor-not-allowed disabled:opacity-60",
            "aria-invalid:border-danger",
            SIZE[size],
            className,
          )}
        />
      )}
    </Field>
  );
}
