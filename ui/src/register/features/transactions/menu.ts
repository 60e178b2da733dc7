import { Receipt } from "lucide-react";
import type { MenuEntry } from "@/register/navigation/menu-entry";

export const TRANSACTIONS_MENU: MenuEntry = {
  id: "transactions",
  label: "shell.go-transactions",
  icon: Receipt,
  opens: "/transactions",
};
