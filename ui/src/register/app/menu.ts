import { IMPORT_MENU } from "@/register/features/catalog-import/menu";
import { HELP_MENU } from "@/register/features/help/menu";
import { PRODUCTS_MENU } from "@/register/features/products/menu";
import { SELL_MENU } from "@/register/features/sell/menu";
import { SETTINGS_MENU } from "@/register/features/settings/menu";
import {
  CLOSE_SHIFT_MENU,
  OPEN_SHIFT_MENU,
  PAST_SHIFTS_MENU,
} from "@/register/features/shift/menu";
import { SYNC_MENU } from "@/register/features/sync/menu";
import { TRANSACTIONS_MENU } from "@/register/features/transactions/menu";
import type { MenuEntry } from "@/register/navigation/menu-entry";

/** The main menu, from top to bottom. */
export const MENU: readonly MenuEntry[] = [
  SELL_MENU,
  TRANSACTIONS_MENU,
  CLOSE_SHIFT_MENU,
  OPEN_SHIFT_MENU,
  PAST_SHIFTS_MENU,
  PRODUCTS_MENU,
  IMPORT_MENU,
  SYNC_MENU,
  SETTINGS_MENU,
  HELP_MENU,
];
