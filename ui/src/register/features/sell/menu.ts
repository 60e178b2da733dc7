import { ScanBarcode } from "lucide-react";
import type { MenuEntry } from "@/register/navigation/menu-entry";

export const SELL_MENU: MenuEntry = {
  id: "sell",
  label: "shell.go-register",
  icon: ScanBarcode,
  opens: "/sell",
};
