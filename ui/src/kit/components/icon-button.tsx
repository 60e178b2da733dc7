import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Tooltip } from "./tooltip";
import { Button, type ButtonProps, type ButtonSize } from "./button";

const WIDTH: Readonly<Record<ButtonSize, string>> = {
  admin: "w-admin",
  touch: "w-touch",
  register: "w-register",
  pay: "w-pay",
};

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon"> {
  /** What it does, for those who cannot see the icon. */
  readonly label: string;
  readonly icon: ReactNode;
}

/** A square button with an icon and a spoken name. */
export function IconButton({
  label,
  icon,
  variant = "ghost",
  className,
  ...rest
}: IconButtonProps) {
  const size = rest.size ?? "touch";
  return (
    <Tooltip text={label}>
      <Button
        {...rest}
        variant={variant}
        aria-label={label}
        className={clsx("shrink-0 !px-0", WIDTH[size], className)}
      >
        {icon}
      </Button>
    </Tooltip>
  );
}
