import { BackupStep } from "./backup-step";
import { CatalogStep } from "./catalog-step";
import { KeyStep } from "./key-step";
import { LanguageStep } from "./language-step";
import { OwnerStep } from "./owner-step";
import { PinStep } from "./pin-step";
import { PrinterStep } from "./printer-step";
import { RegisterStep } from "./register-step";
import { ServerStep } from "./server-step";
import { ShopStep } from "./shop-step";
import { SummaryStep } from "./summary-step";
import { TaxStep } from "./tax-step";
import type { StepProps } from "./use-wizard";

const PAGES = {
  language: LanguageStep,
  server: ServerStep,
  backup: BackupStep,
  shop: ShopStep,
  tax: TaxStep,
  owner: OwnerStep,
  pin: PinStep,
  register: RegisterStep,
  catalog: CatalogStep,
  printer: PrinterStep,
  key: KeyStep,
  summary: SummaryStep,
} as const;

/** The page that is open. */
export function SetupStep(props: StepProps) {
  const Page = PAGES[props.wizard.step];
  return <Page {...props} />;
}
