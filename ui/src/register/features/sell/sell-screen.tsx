import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import type { CartView } from "@/register/api/bindings";
import { cartQuery } from "@/register/api/queries";
import { textOf } from "@/register/api/errors";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";
import { addScanLeakGuard } from "@/kit/scanner/scan-leak-guard";
import type { ScanPolicy } from "@/kit/scanner/scan-policy";
import { useScanPolicy } from "@/kit/scanner/use-scan-policy";
import { CartList } from "./cart/cart-list";
import { CartSummary } from "./cart/cart-summary";
import { commandLineGuard, isSearch, useCommandLine } from "./entry/command-line";
import { CommandLineView } from "./entry/command-line-view";
import { LastScanCard } from "./entry/last-scan-card";
import { PickPanel } from "./entry/pick-panel";
import { ScanProblemBanner } from "./entry/scan-problem-banner";
import { noteRefusedScan, useScanProblem } from "./entry/scan-problem";
import { selectedItem, useSelection } from "./cart/selection";
import { SellDialogStack } from "./dialogs/sell-dialog-stack";
import { SellKeypad } from "./entry/sell-keypad";
import { useAddItem, type AddItem } from "./entry/use-add-item";
import { useCartChanges } from "./cart/use-cart-changes";
import { useSellDialogs } from "./dialogs/use-sell-dialogs";
import { useCompletion } from "@/register/transaction/use-completion";
import { useSellActs, useSellKeys } from "./use-sell-keys";

/** The sale at the left, the ways to add to it at the right. */
export function SellScreen() {
  const cart = useQuery(cartQuery).data;
  if (cart === undefined) {
    return null;
  }
  return cart.done === null ? <OpenSale cart={cart} /> : <Navigate to="/sell/done" replace />;
}

function OpenSale({ cart }: { readonly cart: CartView }) {
  const t = useTranslate();
  const chosen = useSelection((state) => state.lineId);
  const selected = selectedItem(cart, chosen);
  const text = useCommandLine((line) => line.text);
  const add = useAddItem();
  const changes = useCartChanges();
  const dialogs = useSellDialogs(add, changes);
  const completion = useCompletion(cart, (error) => showToast("danger", textOf(error)));
  const context = { cart, selected, add, changes, dialogs, completion };
  const acts = useSellActs(context);
  useSellKeys(context, acts);
  useSaleScans(add);
  const touched = cart.items.find((item) => item.line_id === cart.last_line_id);
  return (
    <div data-testid="sell-screen" className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">{t("shell.go-register")}</h1>
      <ScanProblemBanner onFind={acts.find} />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)] stacked:block stacked:overflow-y-auto">
        <section className="flex min-h-0 flex-col border-r border-hairline bg-surface stacked:h-full stacked:border-r-0">
          <CartList cart={cart} selectedLineId={selected?.line_id} changes={changes} />
          <CartSummary cart={cart} changes={changes} dialogs={dialogs} onPay={acts.pay} />
        </section>
        <section className="flex min-h-0 flex-col gap-2 p-3">
          <CommandLineView onFind={acts.find} />
          <LastScanCard item={touched} total={cart.total.text} />
          <div className="flex min-h-0 flex-1 flex-col overflow-hidden stacked:h-80 stacked:flex-none">
            <PickPanel search={isSearch(text) ? text : ""} onChoose={dialogs.choose} />
          </div>
          <SellKeypad
            canPay={cart.items.length > 0}
            hasSelection={selected !== undefined}
            onEnter={acts.enter}
            onQuantity={acts.quantity}
            onDiscount={acts.discount}
            onExact={acts.payExact}
            onPay={acts.pay}
          />
        </section>
      </div>
      <SellDialogStack context={context} />
    </div>
  );
}

/** Scans become items, unless a problem is up: then they are refused aloud and counted. */
function useSaleScans(add: AddItem): void {
  const blocked = useScanProblem((state) => state.problem !== null);
  const policy = useMemo<ScanPolicy>(
    () =>
      blocked
        ? { mode: "refuse", onRefused: noteRefusedScan }
        : { mode: "accept", onScan: add.byCode },
    [blocked, add],
  );
  useScanPolicy(policy);
  useEffect(() => addScanLeakGuard(commandLineGuard), []);
}
