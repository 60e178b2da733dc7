import { frameKeyMap, type KeyMap } from "@/kit/keyboard/key-map";
import { OPEN_HELP } from "@/register/features/help/keys";
import { LOCK } from "@/register/features/lock/keys";
import { PRODUCT_FORM_KEYS, PRODUCTS_KEYS } from "@/register/features/products/keys";
import { DONE_KEYS, GO_TO_SELL, SELL_KEYS } from "@/register/features/sell/keys";
import { SETTINGS_KEYS } from "@/register/features/settings/keys";
import { PAST_SHIFTS_KEYS, SHIFT_KEYS } from "@/register/features/shift/keys";
import { GO_TO_SYNC } from "@/register/features/sync/keys";
import { TENDER_KEYS } from "@/register/features/tender/keys";
import { TRANSACTIONS_KEYS } from "@/register/features/transactions/keys";

/** Works in front of a shop that is not open yet, too. */
const TOGGLE_FULL_SCREEN = {
  chord: "F11",
  action: "full-screen",
  label: "desktop.key-full-screen",
  overDialogs: true,
} as const;

/** The keys of the window itself, whatever it shows. */
export const WINDOW_KEYS = frameKeyMap("help.scope-anywhere", [TOGGLE_FULL_SCREEN]);

/** What works on every screen that does not use the key itself. */
export const FRAME_KEYS = frameKeyMap("help.scope-anywhere", [
  OPEN_HELP,
  GO_TO_SELL,
  LOCK,
  { chord: "Ctrl+K", action: "menu", label: "keys.go-to" },
  GO_TO_SYNC,
  TOGGLE_FULL_SCREEN,
]);

/** Every map, in the order in which the help shows them. */
export const ALL_KEYS: readonly KeyMap[] = [
  SELL_KEYS,
  TENDER_KEYS,
  DONE_KEYS,
  TRANSACTIONS_KEYS,
  SHIFT_KEYS,
  PAST_SHIFTS_KEYS,
  PRODUCTS_KEYS,
  PRODUCT_FORM_KEYS,
  SETTINGS_KEYS,
  FRAME_KEYS,
];
