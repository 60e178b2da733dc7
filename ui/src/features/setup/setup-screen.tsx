import type { SetupStatus } from "@/api/bindings";

export interface SetupScreenProps {
  readonly status: SetupStatus;
  /** The shop is there and its owner unlocked. */
  readonly onDone: () => void;
}

export function SetupScreen(_props: SetupScreenProps) {
  return <main data-testid="setup-screen" className="p-8" />;
}
