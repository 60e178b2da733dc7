import { Upload } from "lucide-react";
import type { MenuEntry } from "@/register/navigation/menu-entry";

export const IMPORT_MENU: MenuEntry = {
  id: "import",
  label: "shell.go-import",
  icon: Upload,
  opens: "/import",
  isShown: (status) => status.user?.role === "owner",
};
