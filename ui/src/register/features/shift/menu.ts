import { ClipboardList, Vault } from "lucide-react";
import type { MenuEntry } from "@/register/navigation/menu-entry";

export const CLOSE_SHIFT_MENU: MenuEntry = {
  id: "close-shift",
  label: "shell.go-close-shift",
  icon: Vault,
  opens: "/shift/close",
  isShown: (status) => status.shift !== null,
};

export const OPEN_SHIFT_MENU: MenuEntry = {
  id: "open-shift",
  label: "shell.go-open-shift",
  icon: Vault,
  opens: "/shift/open",
  isShown: (status) => status.shift === null,
};

export const PAST_SHIFTS_MENU: MenuEntry = {
  id: "past-shifts",
  label: "shell.go-past-shifts",
  icon: ClipboardList,
  opens: "/shifts",
  isShown: (status) => status.user?.role !== "cashier",
};
