import type { ReactNode } from "react";

/** Controls that belong together, under a name. */
export function SettingGroup({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-body">{title}</h3>
      {children}
      {hint !== undefined && <p className="text-meta text-muted">{hint}</p>}
    </section>
  );
}
