import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ProductHit } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { CATALOG } from "@/register/api/queries";

const HITS_MAX = 12;

/** The first products that match a text. */
export function searchHits(text: string): Promise<readonly ProductHit[]> {
  return api.productSearch(text.trim(), HITS_MAX);
}

/** The same for the screen, while the text is typed. */
export function useSearchHits(text: string): readonly ProductHit[] {
  const wanted = text.trim();
  const hits = useQuery({
    queryKey: [...CATALOG, "search", wanted],
    queryFn: () => searchHits(wanted),
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    staleTime: 0,
  });
  return wanted === "" ? [] : (hits.data ?? []);
}
