import type { ReactNode } from "react";

/** A part of the screen under its name, with a word about what it means. */
export function SyncSection({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="overflow-hidden rounded-panel border border-hairline bg-surface">
      <header className="px-5 pt-4 pb-2">
        <h2 className="text-register">{title}</h2>
        {hint !== undefined && <p className="text-meta text-muted">{hint}</p>}
      </header>
      {children}
    </section>
  );
}
