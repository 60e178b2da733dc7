import { keyMap } from "@/kit/keyboard/key-map";

/** The keys of the settings. */
export const SETTINGS_KEYS = keyMap("help.scope-settings", [
  { chord: "F9", action: "save", label: "keys.save-settings", footer: true },
]);
