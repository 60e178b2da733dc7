import { Eraser, PanelBottomOpen, Printer, Undo2 } from "lucide-react";
import type { CartView } from "@/register/api/bindings";
import { IconButton } from "@/kit/components/icon-button";
import { useTranslate } from "@/kit/i18n/language";
import { reprintLast } from "@/register/transaction/reprint";
import type { CartChanges } from "./use-cart-changes";
import type { SellDialogs } from "../dialogs/use-sell-dialogs";

export interface CartToolsProps {
  readonly cart: CartView;
  readonly changes: CartChanges;
  readonly dialogs: SellDialogs;
}

/** For fingers, what Ctrl+Z, Ctrl+Shift+Del, Ctrl+D and Ctrl+P do for the keyboard. */
export function CartTools({ cart, changes, dialogs }: CartToolsProps) {
  const t = useTranslate();
  const icon = "size-icon-lg";
  return (
    <div className="flex gap-1">
      <IconButton
        label={t("keys.undo")}
        icon={<Undo2 aria-hidden className={icon} />}
        keepFocus
        disabled={!cart.can_undo}
        data-testid="undo-button"
        onClick={() => void changes.undo()}
      />
      <IconButton
        label={t("keys.clear-cart")}
        icon={<Eraser aria-hidden className={icon} />}
        keepFocus
        disabled={cart.items.length === 0}
        data-testid="clear-button"
        onClick={() => dialogs.show("clear")}
      />
      <IconButton
        label={t("keys.drawer")}
        icon={<PanelBottomOpen aria-hidden className={icon} />}
        keepFocus
        data-testid="drawer-button"
        onClick={() => dialogs.show("drawer")}
      />
      <IconButton
        label={t("keys.reprint")}
        icon={<Printer aria-hidden className={icon} />}
        keepFocus
        data-testid="reprint-last-button"
        onClick={() => void reprintLast()}
      />
    </div>
  );
}
