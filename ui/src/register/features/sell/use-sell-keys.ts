import { useNavigate } from "@tanstack/react-router";
import type { CartItemView, CartView, OfferInput } from "@/register/api/bindings";
import type { ActionOf, KeyActions } from "@/kit/keyboard/key-map";
import { useKeys } from "@/kit/keyboard/use-keys";
import { playSound } from "@/kit/sound/sound";
import { scannedWithin } from "@/kit/scanner/start-scanner";
import {
  clearCommandLine,
  eraseCharacter,
  isSearch,
  takeNumber,
  typeCharacter,
  useCommandLine,
} from "./entry/command-line";
import type { Completion } from "@/register/transaction/use-completion";
import { reprintLast } from "@/register/transaction/reprint";
import { SELL_KEYS } from "./keys";
import { dismissScanProblem, useScanProblem } from "./entry/scan-problem";
import { searchHits } from "./entry/search-hits";
import { moveSelection } from "./cart/selection";
import type { AddItem } from "./entry/use-add-item";
import type { CartChanges } from "./cart/use-cart-changes";
import type { SellDialogs } from "./dialogs/use-sell-dialogs";

const PAGE_ROWS = 8;
/** A longer number is rather a code: it is asked about. */
const QUANTITY_MAX = 999;
/** A typed number up to this is a percentage. */
const PERCENT_MAX = 100;
/** A paying key this soon after a scan is not believed. */
const AFTER_SCAN_MS = 300;
const EXACT_CASH: OfferInput = { method: "cash", amount_text: null, reference: null };

/** By then a scanner has sent enough of a code to be known. */
const STEP_WAIT_MS = 120;

/** The keys of the main row do what those of the number pad do. */
const STEPS: Readonly<Record<string, "increase" | "decrease">> = {
  "+": "increase",
  "-": "decrease",
};

export interface SellActs {
  /** Adds the typed code, or the first product that the typed text finds; else does nothing. */
  readonly enter: () => void;
  readonly pay: () => void;
  /** Takes the exact amount in cash at once. */
  readonly payExact: () => void;
  readonly find: () => void;
  /** Takes a typed percentage off the selected item; asks when none was typed. */
  readonly discount: () => void;
  /** Gives the selected item the typed quantity; asks when none was typed. */
  readonly quantity: () => void;
}

export interface SellContext {
  readonly cart: CartView;
  readonly selected: CartItemView | undefined;
  readonly add: AddItem;
  readonly changes: CartChanges;
  readonly dialogs: SellDialogs;
  readonly completion: Completion;
}

/** What the keys and the buttons of the selling screen do. */
export function useSellActs(context: SellContext): SellActs {
  const { cart, selected, add, changes, dialogs, completion } = context;
  const navigate = useNavigate();
  const hasItems = cart.items.length > 0;
  const enter = async (): Promise<void> => {
    const { text } = useCommandLine.getState();
    if (!isSearch(text)) {
      if (text.trim() !== "") {
        await add.byCode(text.trim());
      }
      return;
    }
    const [first] = await searchHits(text);
    if (first === undefined) {
      await add.byCode(text.trim());
    } else {
      dialogs.choose(first);
    }
  };
  return {
    enter: () => void enter(),
    pay: () => (hasItems ? void navigate({ to: "/sell/pay" }) : undefined),
    payExact: () => {
      if (!hasItems || scannedWithin(AFTER_SCAN_MS)) {
        return;
      }
      if (isUnfinished()) {
        playSound("error");
        return;
      }
      void completion.complete(EXACT_CASH);
    },
    find: () => {
      dismissScanProblem();
      dialogs.show("find");
    },
    discount: () => {
      const percent = selected === undefined ? null : takeNumber(PERCENT_MAX);
      if (selected !== undefined && percent !== null) {
        void changes.discount(selected.line_id, { kind: "percent", value_text: percent });
      } else if (hasItems) {
        dialogs.show("discount");
      }
    },
    quantity: () => {
      const typed = selected === undefined ? null : takeNumber(QUANTITY_MAX);
      if (selected !== undefined && typed !== null) {
        void changes.setQuantity(selected, typed);
      } else if (selected !== undefined) {
        dialogs.askQuantity(selected);
      }
    },
  };
}

/** A code may begin with the character; then it was no step, and none is taken. */
function whenNoScanFollows(act: () => void): void {
  setTimeout(() => {
    if (!scannedWithin(STEP_WAIT_MS) && useCommandLine.getState().text === "") {
      act();
    }
  }, STEP_WAIT_MS);
}

/** Something is typed, or a scan was refused and not looked at: the cart may lack an item. */
function isUnfinished(): boolean {
  const { text, quantity } = useCommandLine.getState();
  return text !== "" || quantity !== null || useScanProblem.getState().problem !== null;
}

/** Binds the keys of the selling screen. */
export function useSellKeys(context: SellContext, acts: SellActs): void {
  const navigate = useNavigate();
  const { cart, selected, changes, dialogs } = context;
  const withSelected = (act: (item: CartItemView) => unknown) => (): void => {
    if (selected !== undefined) {
      act(selected);
    }
  };
  const undo = (): void => {
    if (cart.can_undo) {
      void changes.undo();
    }
  };
  const actions: KeyActions<ActionOf<typeof SELL_KEYS>> = {
    enter: acts.enter,
    tender: acts.pay,
    exact: acts.payExact,
    find: acts.find,
    discount: acts.discount,
    quantity: acts.quantity,
    transactions: () => void navigate({ to: "/transactions" }),
    increase: withSelected((item) => changes.step(item, 1)),
    decrease: withSelected((item) => changes.step(item, -1)),
    remove: withSelected((item) => changes.remove(item)),
    previous: () => moveSelection(cart, -1),
    next: () => moveSelection(cart, 1),
    "page-up": () => moveSelection(cart, -PAGE_ROWS),
    "page-down": () => moveSelection(cart, PAGE_ROWS),
    first: () => moveSelection(cart, -cart.items.length),
    last: () => moveSelection(cart, cart.items.length),
    backspace: () => (eraseCharacter() ? undefined : undo()),
    undo,
    escape: () => (dismissScanProblem() ? undefined : void clearCommandLine()),
    "clear-cart": () => (cart.items.length > 0 ? dialogs.show("clear") : undefined),
    drawer: () => dialogs.show("drawer"),
    reprint: () => void reprintLast(),
  };
  const onText = (character: string): void => {
    const step = STEPS[character];
    // Behind other characters they belong to a code, such as `AB-12`.
    if (step !== undefined && useCommandLine.getState().text === "") {
      whenNoScanFollows(() => actions[step]?.());
    } else {
      typeCharacter(character);
    }
  };
  const isTyping = (): boolean => useCommandLine.getState().text !== "";
  useKeys(SELL_KEYS, { actions, onText, isTyping });
}
