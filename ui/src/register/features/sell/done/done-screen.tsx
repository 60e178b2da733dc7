import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import { useEffect, useMemo } from "react";
import type { DoneView } from "@/register/api/bindings";
import { useStoreCart } from "@/register/api/cart-cache";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { cartQuery } from "@/register/api/queries";
import { Button } from "@/kit/components/button";
import { FittedAmount } from "@/kit/components/fitted-amount";
import { KeyCap } from "@/kit/components/key-hint";
import { ReceiptPaper } from "@/register/transaction/receipt-paper";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";
import { useDeliberate } from "@/kit/keyboard/use-deliberate";
import { useKeys } from "@/kit/keyboard/use-keys";
import { addScanLeakGuard } from "@/kit/scanner/scan-leak-guard";
import { scannedWithin } from "@/kit/scanner/start-scanner";
import type { ScanPolicy } from "@/kit/scanner/scan-policy";
import { useScanPolicy } from "@/kit/scanner/use-scan-policy";
import { commandLineGuard, typeCharacter, useCommandLine } from "../entry/command-line";
import { playSound } from "@/kit/sound/sound";
import { DONE_KEYS } from "../keys";
import { ReceiptStateLine } from "./receipt-state-line";
import { reprint } from "@/register/transaction/reprint";
import { useAddItem } from "../entry/use-add-item";

/** An Enter this soon after a scan is the scanner's. */
const SCANNER_ENTER_MS = 300;

/** What goes back to the customer; it stays until the next scan or Enter. */
export function DoneScreen() {
  const cart = useQuery(cartQuery).data;
  if (cart === undefined) {
    return null;
  }
  return cart.done === null ? <Navigate to="/sell" replace /> : <Done done={cart.done} />;
}

function Done({ done }: { readonly done: DoneView }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const next = useNextSale();
  const typed = useCommandLine((line) => line.text);
  useEffect(() => addScanLeakGuard(commandLineGuard), []);
  // What comes at once meant the payment: the change must be seen first.
  const deliberate = useDeliberate();
  const goOn = deliberate(() => void next());
  const copy = deliberate(() => void reprint(done.transaction_id));
  useKeys(DONE_KEYS, {
    actions: {
      finish: () => {
        if (!scannedWithin(SCANNER_ENTER_MS)) {
          goOn();
        }
      },
      reprint: copy,
      transactions: () => void navigate({ to: "/transactions" }),
    },
    // A scanner too slow to be told from a person types its code here: Enter sells it.
    onText: typeCharacter,
  });
  return (
    <div
      data-testid="done-screen"
      className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_auto] gap-8 p-8 narrow:grid-cols-1 short:gap-4 short:p-4"
    >
      <section className="flex min-h-0 flex-col gap-5 overflow-y-auto p-1 short:gap-3">
        <h1 className="text-title text-muted tiny:sr-only">{t("sell.done-title")}</h1>
        <Change done={done} />
        <Facts done={done} />
        <ReceiptStateLine state={done.receipt_state} />
        <div className="mt-auto flex flex-wrap items-center gap-3">
          <Button
            variant="pay"
            size="pay"
            className="short:!min-h-register"
            keepFocus
            data-testid="done-next"
            onClick={goOn}
          >
            {t("keys.finish")} <KeyCap>Enter</KeyCap>
          </Button>
          <Button
            size="pay"
            className="short:!min-h-register"
            keepFocus
            data-testid="done-reprint"
            icon={<Printer aria-hidden className="size-icon-lg" />}
            onClick={copy}
          >
            {t("keys.reprint")} <KeyCap>Ctrl+P</KeyCap>
          </Button>
          {typed === "" ? (
            <p className="text-register text-muted">{t("sell.next-hint")}</p>
          ) : (
            <p data-testid="done-typed" className="text-amount font-semibold">
              {typed}
            </p>
          )}
        </div>
      </section>
      <aside className="min-h-0 overflow-x-hidden overflow-y-auto pr-4 [scrollbar-gutter:stable] narrow:hidden">
        <ReceiptPaper receipt={done.receipt} label={t("sell.receipt")} />
      </aside>
    </div>
  );
}

function Change({ done }: { readonly done: DoneView }) {
  const t = useTranslate();
  return (
    <div className="rounded-panel border-2 border-pay bg-surface px-8 py-6 short:py-2">
      <p className="text-scan font-bold">{t("sell.change")}</p>
      <p>
        <FittedAmount
          text={done.change.text}
          rem={6}
          shortRem={4.5}
          align="left"
          testId="done-change"
        />
      </p>
    </div>
  );
}

function Facts({ done }: { readonly done: DoneView }) {
  const t = useTranslate();
  const rows = [
    [t("sell.total-paid"), done.total.text, "done-total"],
    ...done.payments.map((payment) => [
      t(`sell.method-${payment.method}`),
      payment.tendered.text,
      "done-payment",
    ]),
    [t("sell.receipt-number"), done.receipt_number, "done-number"],
  ] as const;
  return (
    <dl className="grid max-w-xl grid-cols-[auto_1fr] gap-x-8 gap-y-1 text-amount short:text-register">
      {rows.map(([name, value, testId], place) => (
        <div key={place} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd data-testid={testId} className="text-right font-semibold">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Leaves for the next sale; a scanned or typed code does so as well and is its first item. */
function useNextSale(): () => Promise<void> {
  const navigate = useNavigate();
  const storeCart = useStoreCart();
  const add = useAddItem();
  const leave = useMemo(
    () =>
      async (code: string): Promise<void> => {
        try {
          storeCart(await api.doneDismiss(newCommandId()));
        } catch (error) {
          playSound("error");
          showToast("danger", textOf(error));
          return;
        }
        await navigate({ to: "/sell", replace: true });
        if (code !== "") {
          await add.byCode(code);
        }
      },
    [navigate, storeCart, add],
  );
  useScanPolicy(useMemo<ScanPolicy>(() => ({ mode: "accept", onScan: leave }), [leave]));
  return useMemo(() => () => leave(useCommandLine.getState().text.trim()), [leave]);
}
