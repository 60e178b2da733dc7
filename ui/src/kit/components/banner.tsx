import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type BannerTone = "notice" | "good" | "warn" | "danger";

const TONE: Readonly<Record<BannerTone, string>> = {
  notice: "bg-selected text-text",
  good: "border border-pay bg-surface text-text",
  warn: "bg-warn text-on-warn",
  danger: "bg-danger text-on-danger",
};

const ICON = { notice: Info, good: CircleCheck, warn: TriangleAlert, danger: CircleAlert } as const;

/** A message across the width of its place, with what can be done about it. */
export function Banner({
  tone,
  title,
  children,
  actions,
  testId,
}: {
  readonly tone: BannerTone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly testId?: string;
}) {
  const Icon = ICON[tone];
  const hasMore = children !== undefined && children !== null && children !== false;
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      data-testid={testId}
      className={clsx(
        "flex gap-3 rounded-control px-4 py-3",
        hasMore ? "items-start" : "items-center",
        TONE[tone],
      )}
    >
      <Icon aria-hidden className="size-icon-lg shrink-0" />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p className="font-semibold">{title}</p>
        {hasMore && <div className="mt-1">{children}</div>}
      </div>
      {actions !== undefined && <div className="flex shrink-0 flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
