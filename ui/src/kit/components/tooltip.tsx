import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

const DELAY_MS = 500;

/**
 * What an icon means, in the look of the program and never over what is being pressed. It opens
 * under the mouse only: one that opened with the focus would take the Esc that closes its dialog.
 */
export function Tooltip({
  text,
  children,
}: {
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <Radix.Provider delayDuration={DELAY_MS} disableHoverableContent>
      <Radix.Root>
        <Radix.Trigger asChild onFocus={(event) => event.preventDefault()}>
          {children}
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side="bottom"
            sideOffset={6}
            collisionPadding={8}
            className="pointer-events-none z-50 rounded-control border border-border bg-surface px-2.5 py-1 text-meta font-semibold text-text shadow-md"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
