import type { PersonView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { Dialog } from "@/kit/components/dialog";
import { NewPin } from "@/kit/components/new-pin";
import { useTranslate } from "@/kit/i18n/language";
import { usePeopleCommand } from "./use-people-command";

export interface SetPinDialogProps {
  readonly open: boolean;
  readonly person: PersonView;
  readonly onClose: () => void;
}

/** Another PIN for somebody, typed twice. */
export function SetPinDialog({ open, person, onClose }: SetPinDialogProps) {
  const t = useTranslate();
  return (
    <Dialog
      open={open}
      width="narrow"
      testId="set-pin-dialog"
      title={t("settings.person-pin-of", { name: person.full_name })}
      onClose={onClose}
    >
      <PinOf person={person} onDone={onClose} />
    </Dialog>
  );
}

function PinOf({ person, onDone }: { readonly person: PersonView; readonly onDone: () => void }) {
  const t = useTranslate();
  const set = usePeopleCommand(
    (pin: string) => api.userSetPin(newCommandId(), person.user_id, pin),
    onDone,
    () => t("settings.person-pin-changed", { name: person.full_name }),
  );
  return (
    <NewPin
      dense
      length={person.pin_length}
      disabled={set.isPending}
      error={set.error === null ? undefined : textOf(set.error)}
      onDone={(pin) => set.mutate(pin)}
    />
  );
}
