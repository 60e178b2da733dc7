import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A part of the report with its heading. */
export function ReportSection({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="rounded-panel border border-hairline bg-surface p-5">
      <h2 className="mb-2 text-muted">{title}</h2>
      <dl>{children}</dl>
    </section>
  );
}

export interface ReportRowProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly strong?: boolean;
  readonly testId?: string;
  readonly cents?: number | undefined;
  /** Words, which may take several lines. */
  readonly isText?: boolean;
}

/** A name and its number. */
export function ReportRow(props: ReportRowProps) {
  const { label, value, strong = false, testId, cents, isText = false } = props;
  return (
    <div
      className={clsx(
        "flex items-baseline justify-between gap-4 py-1",
        strong && "mt-1 border-t border-hairline pt-2 text-register font-bold",
      )}
    >
      <dt className="min-w-0">{label}</dt>
      <dd
        data-testid={testId}
        data-cents={cents}
        className={clsx("figures text-right", !isText && "whitespace-nowrap")}
      >
        {value}
      </dd>
    </div>
  );
}
