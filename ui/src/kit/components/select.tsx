import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Field } from "./field";

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SelectProps<Value extends string> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly value: Value;
  readonly options: readonly SelectOption<Value>[];
  readonly onValueChange: (value: Value) => void;
  readonly disabled?: boolean;
  readonly testId?: string;
  readonly fieldClassName?: string;
}

/** One of several, in a list that opens. An option's value may not be empty. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, hint, error, value, options, onValueChange, disabled = false } = props;
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      {...(props.fieldClassName && { className: props.fieldClassName })}
    >
      {(ids) => (
        <Radix.Root
          value={value}
          disabled={disabled}
          onValueChange={(chosen) => onValueChange(chosen as Value)}
        >
          <Radix.Trigger
            {...ids}
            data-testid={props.testId}
            className="flex h-touch w-full items-center justify-between gap-2 rounded-control border border-border bg-surface px-3 text-left text-text disabled:opacity-60"
          >
            <Radix.Value />
            <Radix.Icon>
              <ChevronDown aria-hidden className="size-icon text-muted" />
            </Radix.Icon>
          </Radix.Trigger>
          <Radix.Portal>
            <Radix.Content
              position="popper"
              sideOffset={4}
              className="z-50 max-h-80 min-w-(--radix-select-trigger-width) overflow-hidden rounded-control border border-border bg-surface text-text"
            >
              <Radix.Viewport className="p-1">
                {options.map((option) => (
                  <Radix.Item
                    key={option.value}
                    value={option.value}
                    className="flex min-h-touch cursor-pointer items-center gap-2 rounded-control px-3 outline-none data-highlighted:bg-selected"
                  >
                    <span className="w-5">
                      <Radix.ItemIndicator>
                        <Check aria-hidden className="size-icon" />
                      </Radix.ItemIndicator>
                    </span>
                    <Radix.ItemText>{option.label}</Radix.ItemText>
                  </Radix.Item>
                ))}
              </Radix.Viewport>
            </Radix.Content>
          </Radix.Portal>
        </Radix.Root>
      )}
    </Field>
  );
}
