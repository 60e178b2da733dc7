import { CircleHelp } from "lucide-react";
import type { MenuEntry } from "@/register/navigation/menu-entry";

export const HELP_MENU: MenuEntry = {
  id: "help",
  label: "shell.go-help",
  icon: CircleHelp,
  opens: { dialog: "help" },
};
