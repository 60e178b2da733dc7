/** Opens the help from every screen. */
export const OPEN_HELP = {
  chord: "F1",
  action: "help",
  label: "keys.help",
  footer: true,
} as const;
