import { useNavigate } from "@tanstack/react-router";
import { Vault } from "lucide-react";
import { Button } from "@/kit/components/button";
import { EmptyState } from "@/kit/components/empty-state";
import { useTranslate } from "@/kit/i18n/language";

/** There is nothing to close; the way leads to opening one. */
export function NoShift() {
  const t = useTranslate();
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={<Vault aria-hidden />}
      title={t("shift.none-title")}
      action={
        <Button
          variant="primary"
          size="register"
          data-testid="shift-go-open"
          onClick={() => void navigate({ to: "/shift/open" })}
        >
          {t("shift.open")}
        </Button>
      }
    >
      {t("shift.none-text")}
    </EmptyState>
  );
}
