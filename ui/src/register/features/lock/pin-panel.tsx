import { useMutation, useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import { isRefusal } from "@/register/api/api-error";
import type { PersonView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { peopleQuery, statusQuery } from "@/register/api/queries";
import { PinPad } from "@/kit/components/pin-pad";
import { useTranslate } from "@/kit/i18n/language";
import { formatCountdown } from "@/kit/lib/format-time";
import { useNow } from "@/kit/lib/use-now";
import { playSound } from "@/kit/sound/sound";

/** The PIN of the chosen person; after too many wrong ones, how long to wait. */
export function PinPanel({ person }: { readonly person: PersonView }) {
  const t = useTranslate();
  const client = useQueryClient();
  const unlock = useMutation({
    mutationFn: (pin: string) => api.sessionUnlock(person.user_id, pin),
    onSuccess: (status) => client.setQueryData(statusQuery.queryKey, status),
    onError: () => {
      playSound("error");
      // A wrong PIN may have locked the person out: the list knows until when.
      void client.invalidateQueries({ queryKey: peopleQuery.queryKey });
    },
  });
  const waitMs = lockedUntil(person, unlock.error) - useNow(250);
  const isWaiting = waitMs > 0;
  return (
    <div className="flex flex-col items-center gap-4">
      <h2 data-testid="lock-person" className="text-center text-title">
        {t("lock.enter-pin", { name: person.full_name })}
      </h2>
      <div key={unlock.submittedAt} className={clsx(unlock.isError && "shake-once")}>
        <PinPad
          length={person.pin_length}
          disabled={unlock.isPending || isWaiting}
          onComplete={(pin) => unlock.mutate(pin)}
        />
      </div>
      <p
        role="alert"
        data-testid="lock-error"
        className="min-h-12 max-w-72 text-center font-semibold text-danger"
      >
        {isWaiting
          ? t("lock.locked-out", { time: formatCountdown(waitMs) })
          : unlock.isError && messageOf(unlock.error)}
        {!isWaiting && isRefusal(unlock.error, "wrong_pin") && (
          <span className="block font-normal text-text">
            {t("lock.not-you", { name: person.full_name })}
          </span>
        )}
      </p>
    </div>
  );
}

function lockedUntil(person: PersonView, error: Error | null): number {
  const told = isRefusal(error, "pin_locked_out") ? (error.details?.retry_at_ms ?? 0) : 0;
  return Math.max(person.locked_until_ms ?? 0, told);
}

/** The countdown has run out by the time this is shown, so there is nothing to say about it. */
function messageOf(error: Error): string {
  return isRefusal(error, "pin_locked_out") ? "" : textOf(error);
}
