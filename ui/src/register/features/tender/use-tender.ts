import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type {
  CartView,
  MoneyView,
  OfferInput,
  PaymentMethod,
  PaymentView,
  QuickCashView,
  TenderView,
} from "@/register/api/bindings";
import { useStoreCart } from "@/register/api/cart-cache";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { isRefusal } from "@/register/api/api-error";
import { textOf } from "@/register/api/errors";
import { useCompletion } from "@/register/transaction/use-completion";
import { useScanLeakGuard } from "@/kit/scanner/use-scan-leak-guard";
import { RESTING_MS } from "@/kit/keyboard/use-deliberate";
import { playSound } from "@/kit/sound/sound";
import { EXACT_CASH, offerOf, withKey, type Draft } from "./draft";

export interface Tender {
  readonly view: TenderView | undefined;
  /** The parts that were taken already; they are stored with the cart. */
  readonly parts: readonly PaymentView[];
  readonly draft: Draft;
  /** What is still owed after the parts that were taken, by the chosen method. */
  readonly owed: MoneyView | undefined;
  readonly quickCash: readonly QuickCashView[];
  readonly methods: readonly PaymentMethod[];
  /** Whether the chosen method must say what was paid with. */
  readonly needsReference: boolean;
  /** The payment was refused because it does not say so. */
  readonly lacksReference: boolean;
  /** Why the payment cannot be taken as it stands, in words. */
  readonly problem: string | undefined;
  readonly busy: boolean;
  /** A scan was refused since the payment was last touched. */
  readonly scanRefused: boolean;
  readonly refuseScan: () => void;
  readonly choose: (method: PaymentMethod) => void;
  readonly press: (key: string) => void;
  readonly setAmount: (text: string) => void;
  readonly setReference: (text: string) => void;
  /** Takes the draft: completes the sale when it covers the rest, else keeps it as a part. */
  readonly accept: () => Promise<void>;
  /** Takes this amount in cash, as if it was typed and accepted. */
  readonly takeCash: (text: string) => Promise<void>;
  /** Takes a part out again, when its money went back to the customer. */
  readonly removePart: (place: number) => Promise<void>;
}

/** The money side of one sale. What it comes to is asked of Rust at every change. */
export function useTender(cart: CartView): Tender {
  const [draft, setDraft] = useState<Draft>(EXACT_CASH);
  const [failure, setFailure] = useState<unknown>();
  const [scanRefused, setScanRefused] = useState(false);
  const completion = useCompletion(cart, setFailure);
  const { change, tookNow } = usePartChanges(setFailure);
  useScanLeakGuard(draft, setDraft);
  const tried = offerOf(draft);
  const preview = useQuery({
    queryKey: ["tender", cart.cart_id, cart.revision, tried],
    queryFn: () => api.tenderPreview([tried]),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  // What the rest may be paid with does not depend on the amount that is being typed.
  const rest = useQuery({
    queryKey: ["tender", cart.cart_id, cart.revision],
    queryFn: () => api.tenderPreview([]),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const edit = (change: Draft): void => {
    setFailure(undefined);
    setScanRefused(false);
    setDraft(change);
  };
  const accept = async (offer: OfferInput): Promise<void> => {
    if (tookNow()) {
      return;
    }
    // What the screen shows may be a digit behind; the money is judged on what was typed.
    const answer = await api.tenderPreview([offer]).catch((error: unknown) => {
      playSound("error");
      setFailure(error);
      return undefined;
    });
    if (answer?.complete === true) {
      await completion.complete(offer);
    } else if (answer !== undefined) {
      if (await change(() => api.tenderTakePart(newCommandId(), cart.revision, offer))) {
        edit(EXACT_CASH);
      }
    }
  };
  return {
    view: preview.data,
    parts: cart.taken?.payments ?? [],
    draft,
    owed: draft.method === "cash" ? rest.data?.cash_remaining : rest.data?.remaining,
    quickCash: rest.data?.quick_cash ?? [],
    methods: rest.data?.methods ?? ["cash"],
    needsReference: rest.data?.needs_reference.includes(draft.method) ?? false,
    lacksReference: isRefusal(failure, "reference_missing"),
    problem: problemOf(failure ?? preview.error),
    busy: completion.busy,
    scanRefused,
    refuseScan: () => setScanRefused(true),
    choose: (method) => edit({ ...EXACT_CASH, method }),
    press: (key) => edit(withKey(draft, key)),
    setAmount: (text) => edit({ ...draft, text }),
    setReference: (reference) => edit({ ...draft, reference }),
    accept: () => accept(tried),
    takeCash: (text) => accept(offerOf({ ...EXACT_CASH, text })),
    removePart: async (place) => {
      await change(() => api.tenderRemovePart(newCommandId(), cart.revision, place));
    },
  };
}

function problemOf(error: unknown): string | undefined {
  return error === undefined || error === null ? undefined : textOf(error);
}

interface PartChanges {
  /** Whether it was made; a refusal is told and leaves what was typed. */
  readonly change: (ask: () => Promise<CartView>) => Promise<boolean>;
  /** Whether a part was taken a moment ago: a second press meant the same part. */
  readonly tookNow: () => boolean;
}

/** Changes of the parts, one at a time; each is on disk before it is shown. */
function usePartChanges(onFailure: (error: unknown) => void): PartChanges {
  const storeCart = useStoreCart();
  const running = useRef(false);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  const change = async (ask: () => Promise<CartView>): Promise<boolean> => {
    if (running.current) {
      return false;
    }
    running.current = true;
    onFailure(undefined);
    try {
      storeCart(await ask());
      return true;
    } catch (error) {
      playSound("error");
      onFailure(error);
      return false;
    } finally {
      running.current = false;
      changedAt.current = performance.now();
    }
  };
  return {
    change,
    tookNow: () => running.current || performance.now() - changedAt.current < RESTING_MS,
  };
}
