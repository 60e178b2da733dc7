import {
  Coins,
  Languages,
  Percent,
  Printer,
  ReceiptText,
  ScanBarcode,
  ShieldCheck,
  Store,
} from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import type { SettingsView } from "@/register/api/bindings";
import { BarcodesTab } from "./barcodes-tab";
import { LookTab } from "./look-tab";
import { PrinterTab } from "./printer-tab";
import { ReceiptTab } from "./receipt-tab";
import { RoundingTab } from "./rounding-tab";
import { SecurityTab } from "./security-tab";
import { ShopTab } from "./shop-tab";
import { TaxTab } from "./tax-tab";
import type { SettingsDraft } from "./use-settings-draft";

export type TabId =
  "shop" | "look" | "printer" | "tax" | "rounding" | "receipt" | "security" | "barcodes";

export interface TabProps {
  readonly draft: SettingsDraft;
  readonly view: SettingsView;
}

interface TabEntry {
  readonly id: TabId;
  readonly icon: ReactNode;
  readonly Panel: ComponentType<TabProps>;
}

const ICON = { "aria-hidden": true, className: "size-icon" } as const;

/** The tabs in their order. */
export const TABS: readonly TabEntry[] = [
  { id: "shop", icon: <Store {...ICON} />, Panel: ShopTab },
  { id: "look", icon: <Languages {...ICON} />, Panel: LookTab },
  { id: "printer", icon: <Printer {...ICON} />, Panel: PrinterTab },
  { id: "receipt", icon: <ReceiptText {...ICON} />, Panel: ReceiptTab },
  { id: "tax", icon: <Percent {...ICON} />, Panel: TaxTab },
  { id: "rounding", icon: <Coins {...ICON} />, Panel: RoundingTab },
  { id: "security", icon: <ShieldCheck {...ICON} />, Panel: SecurityTab },
  { id: "barcodes", icon: <ScanBarcode {...ICON} />, Panel: BarcodesTab },
];
