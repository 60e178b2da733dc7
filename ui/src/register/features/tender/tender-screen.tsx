import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { CartView } from "@/register/api/bindings";
import { cartQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { FittedAmount } from "@/kit/components/fitted-amount";
import { KeyCap } from "@/kit/components/key-hint";
import { useTranslate } from "@/kit/i18n/language";
import { useDeliberate } from "@/kit/keyboard/use-deliberate";
import { useKeys } from "@/kit/keyboard/use-keys";
import { scannedWithin } from "@/kit/scanner/start-scanner";
import { useScanPolicy } from "@/kit/scanner/use-scan-policy";
import { TENDER_KEYS } from "./keys";
import { EXACT_CASH } from "./draft";
import { EntryPanel } from "./entry-panel";
import { PaymentLines } from "./payment-lines";
import { RemovePartDialog } from "./remove-part-dialog";
import { useTender, type Tender } from "./use-tender";

/** A paying key this soon after a scan is not believed. */
const AFTER_SCAN_MS = 300;

/** Taking money for the cart. */
export function TenderScreen() {
  const cart = useQuery(cartQuery).data;
  if (cart === undefined) {
    return null;
  }
  if (cart.done !== null) {
    return <Navigate to="/sell/done" replace />;
  }
  return cart.items.length === 0 ? <Navigate to="/sell" replace /> : <Paying cart={cart} />;
}

function Paying({ cart }: { readonly cart: CartView }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const tender = useTender(cart);
  // A scan here is refused aloud, and the screen says that it was heard.
  useScanPolicy({ mode: "refuse", onRefused: tender.refuseScan });
  const back = (): void => void navigate({ to: "/sell", replace: true });
  // The second half of a double tap, or of F9 pressed twice, pays nothing.
  const deliberate = useDeliberate();
  const [removing, setRemoving] = useState<number>();
  useTenderKeys(tender, {
    back,
    goOn: deliberate(tender.accept),
    removeLast: () => (tender.parts.length > 0 ? setRemoving(tender.parts.length - 1) : undefined),
  });
  return (
    <div
      data-testid="tender-screen"
      className="grid min-h-0 flex-1 grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)] stacked:block stacked:overflow-y-auto"
    >
      <section className="flex min-h-0 flex-col gap-4 border-r border-hairline bg-surface px-8 py-6 short:gap-2 short:px-4 short:py-3 stacked:min-h-full">
        <Due tender={tender} cart={cart} />
        <PaymentLines tender={tender} onRemove={setRemoving} />
        {tender.problem !== undefined && (
          <Banner tone="danger" title={tender.problem} testId="tender-problem" />
        )}
        {tender.scanRefused && (
          <Banner tone="warn" title={t("tender.scan-refused")} testId="tender-scan-refused" />
        )}
        <div className="mt-auto grid grid-cols-[auto_minmax(0,1fr)] gap-3">
          <Button
            size="pay"
            keepFocus
            className="!px-4 whitespace-nowrap tiny:[&>kbd]:hidden stacked:!min-h-touch"
            data-testid="tender-back"
            onClick={back}
          >
            {t("tender.back")} <KeyCap>Esc</KeyCap>
          </Button>
          <Button
            variant="pay"
            size="pay"
            keepFocus
            disabled={tender.busy}
            className="tiny:[&>kbd]:hidden stacked:!min-h-touch"
            data-testid="tender-accept"
            onClick={deliberate(tender.accept)}
          >
            {acceptLabel(tender, t)} <KeyCap>Enter</KeyCap>
          </Button>
        </div>
      </section>
      <EntryPanel tender={tender} onCash={(text) => deliberate(() => tender.takeCash(text))()} />
      <RemovePartDialog
        part={removing === undefined ? undefined : tender.parts[removing]}
        onRemove={() => {
          setRemoving(undefined);
          void tender.removePart(removing ?? tender.parts.length);
        }}
        onKeep={() => setRemoving(undefined)}
      />
    </div>
  );
}

function acceptLabel(tender: Tender, t: ReturnType<typeof useTranslate>): string {
  if (tender.view?.complete === false) {
    return t("tender.add-part");
  }
  return tender.draft.text === "" ? t(`tender.exact-${tender.draft.method}`) : t("tender.finish");
}

function Due({ tender, cart }: { readonly tender: Tender; readonly cart: CartView }) {
  const t = useTranslate();
  const { view } = tender;
  const rounded = view !== undefined && view.rounding.cents !== 0;
  const missing = view !== undefined && !view.complete;
  // Nothing to reckon with is a dash; dots would promise that an answer is on its way.
  const unknown = tender.problem === undefined ? "…" : "–";
  return (
    <>
      <div>
        <h1 className="text-title text-muted">
          {t(tender.parts.length === 0 ? "tender.due" : "tender.rest")}
        </h1>
        <p>
          <FittedAmount
            text={tender.owed?.text ?? cart.total.text}
            rem={4.5}
            shortRem={3.5}
            align="left"
            testId="tender-due"
          />
        </p>
        {rounded && (
          <p data-testid="tender-rounding" className="text-register text-muted">
            {t("tender.rounding", { due: view.due.text, rounding: view.rounding.text })}
          </p>
        )}
      </div>
      <dl className="flex flex-col gap-3 short:gap-2">
        <Figure
          name={t("tender.received")}
          value={view?.received.text ?? unknown}
          testId="tender-received"
        />
        {missing ? (
          <Figure
            name={t("tender.missing")}
            value={view.remaining.text}
            testId="tender-remaining"
            warns
          />
        ) : (
          <Figure
            name={t("tender.change")}
            value={view?.change.text ?? unknown}
            testId="tender-change"
          />
        )}
      </dl>
    </>
  );
}

function Figure({
  name,
  value,
  testId,
  warns = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly testId: string;
  readonly warns?: boolean;
}) {
  return (
    <div
      className={`flex items-baseline justify-between gap-4 rounded-panel px-6 py-3 ${
        warns ? "bg-warn text-on-warn" : "bg-sunken"
      }`}
    >
      <dt className={`text-amount ${warns ? "" : "text-muted"}`}>{name}</dt>
      <dd className="min-w-0 flex-1">
        <FittedAmount text={value} rem={3.5} shortRem={2} testId={testId} />
      </dd>
    </div>
  );
}

interface TenderActs {
  readonly back: () => void;
  readonly goOn: () => void;
  readonly removeLast: () => void;
}

function useTenderKeys(tender: Tender, acts: TenderActs): void {
  const unscanned = (act: () => unknown) => (): void => {
    if (!scannedWithin(AFTER_SCAN_MS)) {
      act();
    }
  };
  const method = (place: number) => (): void => {
    const chosen = tender.methods[place];
    if (chosen !== undefined) {
      tender.choose(chosen);
    }
  };
  useKeys(TENDER_KEYS, {
    actions: {
      enter: unscanned(tender.accept),
      "go-on": unscanned(acts.goOn),
      exact: () => tender.setAmount(EXACT_CASH.text),
      escape: acts.back,
      thousands: () => tender.press("000"),
      backspace: () => tender.press("backspace"),
      remove: acts.removeLast,
      "method-1": method(0),
      "method-2": method(1),
      "method-3": method(2),
      "method-4": method(3),
      "method-5": method(4),
    },
    onText: (character) => tender.press(character),
  });
}
