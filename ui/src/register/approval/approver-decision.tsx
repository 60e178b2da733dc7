import { useMutation } from "@tanstack/react-query";
import { textOf } from "@/register/api/errors";
import { Button } from "@/kit/components/button";
import { useTranslate } from "@/kit/i18n/language";
import { useDeliberate } from "@/kit/keyboard/use-deliberate";
import { ApprovalFacts } from "./approval-facts";
import type { Decision } from "./approval-store";

/** What the PIN has opened, and the last word on it. Enter is on the way back. */
export function ApproverDecision({
  decision,
  onDecline,
}: {
  readonly decision: Decision;
  readonly onDecline: () => void;
}) {
  const t = useTranslate();
  const approving = useMutation({ mutationFn: decision.approve });
  // An Enter after the PIN, or a second tap on its last digit, decides nothing.
  const deliberate = useDeliberate();
  return (
    <div data-testid="approval-decision">
      <ApprovalFacts facts={decision.facts} />
      {approving.isError && (
        <p role="alert" className="mb-4 font-semibold text-danger">
          {textOf(approving.error)}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          autoFocus
          className="ring-on-focus"
          data-testid="approval-back"
          onClick={deliberate(onDecline)}
        >
          {t("approval.back")}
        </Button>
        <Button
          variant="primary"
          className="ring-on-focus"
          disabled={approving.isPending}
          data-testid="approval-approve"
          onClick={deliberate(() => approving.mutate())}
        >
          {t("approval.approve")}
        </Button>
      </div>
    </div>
  );
}
