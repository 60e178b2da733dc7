import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "@/register/navigation/root-route";
import { SETTINGS_KEYS } from "./keys";
import { SettingsScreen } from "./settings-screen";

export const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  component: SettingsScreen,
  staticData: { keys: SETTINGS_KEYS },
  validateSearch: (search): { tab?: string } =>
    typeof search.tab === "string" ? { tab: search.tab } : {},
});
