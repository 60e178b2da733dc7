import { AlertDialog } from "@/kit/components/alert-dialog";
import { useTranslate } from "@/kit/i18n/language";
import { DiscountDialog } from "./discount-dialog";
import { DrawerDialog } from "@/register/drawer/drawer-dialog";
import { FindDialog } from "./find-dialog";
import { QuantityDialog } from "./quantity-dialog";
import type { SellContext } from "../use-sell-keys";

/** The dialogs of the register screen; at most one is open. */
export function SellDialogStack({ context }: { readonly context: SellContext }) {
  const t = useTranslate();
  const { dialogs, changes, selected } = context;
  return (
    <>
      <QuantityDialog question={dialogs.question} onClose={dialogs.close} />
      <FindDialog
        open={dialogs.open === "find"}
        onClose={dialogs.close}
        onChoose={dialogs.choose}
      />
      <DiscountDialog
        open={dialogs.open === "discount"}
        onClose={dialogs.close}
        item={selected}
        cartHasDiscount={context.cart.discount.cents !== 0}
        onDiscount={(lineId, discount) => void changes.discount(lineId, discount)}
      />
      <DrawerDialog open={dialogs.open === "drawer"} onClose={dialogs.close} />
      <AlertDialog
        open={dialogs.open === "clear"}
        title={t("keys.clear-cart")}
        description={t("sell.clear-question")}
        confirm={t("keys.clear-cart")}
        danger
        onConfirm={() => {
          dialogs.close();
          void changes.clear();
        }}
        onCancel={dialogs.close}
      />
    </>
  );
}
