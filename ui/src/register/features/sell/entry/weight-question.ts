import { create } from "zustand";
import type { ToWeighView } from "@/register/api/bindings";

/** The product whose own code was scanned and whose weight nobody has typed yet. */
export const useWeightQuestion = create<{ readonly toWeigh: ToWeighView | null }>(() => ({
  toWeigh: null,
}));

/** Asks for the weight of a product, or for none any more. */
export function askWeight(toWeigh: ToWeighView | null): void {
  useWeightQuestion.setState({ toWeigh });
}
