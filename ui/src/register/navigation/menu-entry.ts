import type { LinkOptions } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { MessageKey } from "@/kit/i18n/catalogue";
import type { StatusView } from "@/register/api/bindings";

/** One line of the main menu: the way to a screen, or to a dialog over the present one. */
export interface MenuEntry {
  /** `menu-<id>` is its test id. */
  readonly id: string;
  readonly label: MessageKey;
  readonly icon: LucideIcon;
  readonly opens: NonNullable<LinkOptions["to"]> | { readonly dialog: "help" };
  /** Shown only while this holds. */
  readonly isShown?: (status: StatusView) => boolean;
}
