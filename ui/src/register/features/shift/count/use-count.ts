import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { create } from "zustand";
import type { CountInput, DenominationView, MoneyView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { denominationsQuery, statusQuery } from "@/register/api/queries";
import { countInput, EMPTY_COUNT, type CountState } from "./count-state";

/** A drawer that is being counted. */
export interface Count {
  readonly pieces: readonly DenominationView[];
  readonly state: CountState;
  readonly change: (state: CountState) => void;
  /** For Rust; none while nothing was entered. */
  readonly input: CountInput | undefined;
  /** What it comes to, summed by Rust. */
  readonly total: MoneyView | undefined;
  /** Why it cannot be read, if so. */
  readonly error: Error | null;
}

const NO_PIECES: readonly DenominationView[] = [];

/** Counts that were begun. They outlast a lock: nobody counts a drawer twice for that. */
const useBegunCounts = create<Readonly<Record<string, CountState>>>(() => ({}));

/** Forgets all counts that were begun. */
export function forgetCounts(): void {
  useBegunCounts.setState({}, true);
}

/** A count of this purpose, by this person. */
export function useCount(purpose: string): Count {
  const userId = useQuery(statusQuery).data?.user?.user_id ?? "";
  const name = `${purpose} ${userId}`;
  const pieces = useQuery(denominationsQuery).data ?? NO_PIECES;
  const state = useBegunCounts((begun) => begun[name]) ?? EMPTY_COUNT;
  const change = (changed: CountState): void => useBegunCounts.setState({ [name]: changed });
  const input = countInput(state, pieces);
  const preview = useQuery({
    queryKey: ["count-preview", input],
    queryFn: () => (input === undefined ? undefined : api.countPreview(input)),
    enabled: input !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const known = input === undefined || preview.error !== null ? undefined : preview.data;
  return { pieces, state, change, input, total: known, error: preview.error };
}
