import type { StatusView } from "@/api/bindings";

export interface LockScreenProps {
  readonly status: StatusView;
}

export function LockScreen(_props: LockScreenProps) {
  return <main data-testid="lock-screen" className="p-8" />;
}
