import { CloudUpload } from "lucide-react";
import type { MenuEntry } from "@/register/navigation/menu-entry";

export const SYNC_MENU: MenuEntry = {
  id: "sync",
  label: "shell.go-sync",
  icon: CloudUpload,
  opens: "/sync",
};
