/** The way here from every other screen. */
export const GO_TO_SYNC = { chord: "Alt+S", action: "sync", label: "keys.sync" } as const;
