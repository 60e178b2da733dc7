import { clsx } from "clsx";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";

export type ButtonVariant = "plain" | "primary" | "pay" | "danger" | "ghost";
/** `admin` 40 px for the mouse, `touch` 48 px, `register` 64 px, `pay` 80 px. */
export type ButtonSize = "admin" | "touch" | "register" | "pay";

const VARIANT: Readonly<Record<ButtonVariant, string>> = {
  plain:
    "border border-border bg-surface text-text enabled:hover:bg-sunken enabled:active:bg-selected",
  primary: "border border-transparent bg-primary text-on-primary enabled:hover:brightness-110",
  pay: "border border-transparent bg-pay text-on-pay enabled:hover:brightness-110",
  danger: "border border-transparent bg-danger text-on-danger enabled:hover:brightness-110",
  ghost:
    "border border-transparent bg-transparent text-text enabled:hover:bg-sunken enabled:active:bg-selected",
};

const SIZE: Readonly<Record<ButtonSize, string>> = {
  admin: "min-h-admin px-3 text-body",
  touch: "min-h-touch px-4 text-body",
  register: "min-h-register px-4 text-register",
  pay: "min-h-pay px-6 text-amount font-bold",
};

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: ReactNode;
  /** Clicking leaves the focus where it was; for screens where Enter must not press it again. */
  readonly keepFocus?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button; `pay` is the one green button of a screen. */
export function Button({
  variant = "plain",
  size = "touch",
  icon,
  keepFocus = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      onMouseDown={(event) => {
        if (keepFocus) {
          event.preventDefault();
        }
        rest.onMouseDown?.(event);
      }}
      className={clsx(
        "inline-flex items-center justify-center gap-2 rounded-control font-semibold",
        "disabled:cursor-not-allowed disabled:opacity-50 enabled:active:translate-y-px",
        VARIANT[variant],
        SIZE[size],
        className,
      )}
    >
      {icon}
      {children}
    </button>
  );
}
