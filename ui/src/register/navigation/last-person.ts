import { create } from "zustand";

/** Who had unlocked this register last, since the window opened. */
export const useLastPerson = create<{ readonly userId: string | undefined }>(() => ({
  userId: undefined,
}));
