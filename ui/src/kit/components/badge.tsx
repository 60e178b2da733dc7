import { clsx } from "clsx";
import type { ReactNode } from "react";

export type BadgeTone = "neutral" | "selected" | "good" | "warn" | "danger";

const TONE: Readonly<Record<BadgeTone, string>> = {
  neutral: "bg-sunken text-text",
  selected: "bg-selected text-text",
  good: "border border-pay text-pay",
  warn: "bg-warn text-on-warn",
  danger: "bg-danger-soft text-on-danger-soft",
};

/** A word that says a state; with an icon where the state matters. */
export function Badge({
  tone = "neutral",
  icon,
  children,
}: {
  readonly tone?: BadgeTone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1 rounded-control px-2 py-0.5 text-meta font-semibold whitespace-nowrap",
        TONE[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
