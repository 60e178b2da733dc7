import { useMutation } from "@tanstack/react-query";
import { isRefusal } from "@/register/api/api-error";
import type { PersonView } from "@/register/api/bindings";
import { textOf } from "@/register/api/errors";
import { Button } from "@/kit/components/button";
import { PinPad } from "@/kit/components/pin-pad";
import { useTranslate, type Translate } from "@/kit/i18n/language";
import { playSound } from "@/kit/sound/sound";

/** The PIN of the one who approves; digits need no field, the last one sends them. */
export function ApproverPin({
  person,
  onPin,
  onOther,
}: {
  readonly person: PersonView;
  readonly onPin: (pin: string) => Promise<void>;
  readonly onOther?: () => void;
}) {
  const t = useTranslate();
  const attempt = useMutation({ mutationFn: onPin, onError: () => playSound("error") });
  return (
    <div className="flex flex-col items-center gap-3">
      <p className="text-register font-semibold">{t("approval.pin", { name: person.full_name })}</p>
      <PinPad
        length={person.pin_length}
        resetKey={attempt.submittedAt}
        disabled={attempt.isPending}
        onComplete={(pin) => attempt.mutate(pin)}
      />
      <p
        role="alert"
        data-testid="approval-error"
        className="min-h-6 text-center font-semibold text-danger"
      >
        {attempt.isError && refusalText(t, attempt.error, person)}
      </p>
      {onOther !== undefined && (
        <Button variant="ghost" keepFocus data-testid="approval-other" onClick={onOther}>
          {t("approval.other-person")}
        </Button>
      )}
    </div>
  );
}

function refusalText(t: Translate, error: Error, person: PersonView): string {
  return isRefusal(error, "approval_required", "permission_denied")
    ? t("approval.not-enough", { name: person.full_name })
    : textOf(error);
}
