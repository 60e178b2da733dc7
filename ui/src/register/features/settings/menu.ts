import { Settings } from "lucide-react";
import type { MenuEntry } from "@/register/navigation/menu-entry";

export const SETTINGS_MENU: MenuEntry = {
  id: "settings",
  label: "shell.go-settings",
  icon: Settings,
  opens: "/settings",
  isShown: (status) => status.user?.role !== "cashier",
};
