import { clsx } from "clsx";
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

export interface Tab<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps<Value extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Value>[];
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  /** Tabs down the side, for settings. */
  readonly vertical?: boolean;
}

/** Pages behind tabs, across the top or down the side. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, tabs, value, onValueChange, vertical = false } = props;
  return (
    <Radix.Root
      value={value}
      onValueChange={(chosen) => onValueChange(chosen as Value)}
      orientation={vertical ? "vertical" : "horizontal"}
      className={clsx("flex min-h-0 flex-1", vertical ? "flex-row gap-6" : "flex-col gap-4")}
    >
      <Radix.List
        aria-label={label}
        className={clsx(
          "flex shrink-0 gap-1",
          vertical ? "w-56 flex-col overflow-y-auto" : "border-b border-hairline",
        )}
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            data-testid={`tab-${tab.value}`}
            className={clsx(
              "ring-inset-focus flex min-h-touch shrink-0 items-center gap-3 px-4 font-semibold text-muted",
              "hover:text-text data-[state=active]:text-text",
              vertical
                ? "rounded-control hover:bg-sunken data-[state=active]:bg-selected"
                : "-mb-px border-b-4 border-transparent data-[state=active]:border-primary",
            )}
          >
            {tab.icon}
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.value}
          value={tab.value}
          className="min-h-0 flex-1 overflow-y-auto p-1"
        >
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
