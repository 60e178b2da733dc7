import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { PersonView } from "@/api/bindings";
import { peopleQuery, usersQuery } from "@/api/queries";
import { showToast } from "@/components/toast";

/** A command about people: it answers the new list, which is kept; `said` tells the person. */
export function usePeopleCommand<Input>(
  run: (input: Input) => Promise<PersonView[]>,
  onDone: () => void,
  said?: (input: Input) => string,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (people, input) => {
      client.setQueryData(usersQuery.queryKey, people);
      void client.invalidateQueries({ queryKey: peopleQuery.queryKey });
      if (said !== undefined) {
        showToast("good", said(input));
      }
      onDone();
    },
  });
}
