import { Package } from "lucide-react";
import type { MenuEntry } from "@/register/navigation/menu-entry";

export const PRODUCTS_MENU: MenuEntry = {
  id: "products",
  label: "shell.go-products",
  icon: Package,
  opens: "/products",
};
