import { create } from "zustand";

/** Whether the window was to be closed and waits for an answer. */
export const useCloseAsked = create<{ readonly asked: boolean }>(() => ({ asked: false }));
