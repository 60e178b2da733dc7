import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { PersonView } from "@/register/api/bindings";
import { peopleQuery, usersQuery } from "@/register/api/queries";
import { showToast } from "@/kit/components/toast";

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
