import { api } from "@/register/api/client";
import { useCloseAsked } from "@/register/api/close-asked";
import { AlertDialog } from "@/kit/components/alert-dialog";
import { useTranslate } from "@/kit/i18n/language";

/** The window was to be closed while a shift is open. Enter is on the way to stay. */
export function CloseQuestion() {
  const t = useTranslate();
  const asked = useCloseAsked((state) => state.asked);
  const answer = (closes: boolean): void => {
    useCloseAsked.setState({ asked: false });
    void api.windowCloseAnswer(closes);
  };
  return (
    <AlertDialog
      open={asked}
      testId="close-question"
      title={t("desktop.close-question")}
      description={t("desktop.close-text")}
      confirm={t("desktop.close-confirm")}
      onConfirm={() => answer(true)}
      onCancel={() => answer(false)}
    />
  );
}
