import type { ReactNode } from "react";

/** The question of a page, a word about it, and the answer. */
export function StepPage({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="flex max-w-3xl flex-col gap-6">
      <header>
        <h2 className="text-scan">{title}</h2>
        <p className="mt-2 text-register text-muted">{hint}</p>
      </header>
      {children}
    </section>
  );
}
