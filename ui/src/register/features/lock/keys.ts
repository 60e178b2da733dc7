/** Locks the register from every screen, whatever is open on it. */
export const LOCK = {
  chord: "Ctrl+L",
  action: "lock",
  label: "keys.lock",
  footer: true,
  overDialogs: true,
} as const;
