import type { ReactNode } from "react";

/** What a list shows when it is empty: why, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-8 text-center">
      {icon !== undefined && <div className="text-muted [&>svg]:size-12">{icon}</div>}
      <p className="text-register font-semibold">{title}</p>
      {children !== undefined && <div className="max-w-lg text-body text-muted">{children}</div>}
      {action}
    </div>
  );
}
