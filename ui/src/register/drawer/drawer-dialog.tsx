import { useState } from "react";
import { isRefusal } from "@/register/api/api-error";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { withApproval } from "@/register/approval/approval-store";
import { Button } from "@/kit/components/button";
import { Dialog } from "@/kit/components/dialog";
import { TextField } from "@/kit/components/text-field";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";

export interface DrawerDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Opens the drawer without a sale, which takes a reason. */
export function DrawerDialog({ open, onClose }: DrawerDialogProps) {
  const t = useTranslate();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("keys.drawer")}
      width="narrow"
      testId="drawer-dialog"
    >
      <DrawerForm onClose={onClose} />
    </Dialog>
  );
}

function DrawerForm({ onClose }: Pick<DrawerDialogProps, "onClose">) {
  const t = useTranslate();
  const [reason, setReason] = useState("");
  const openDrawer = async (): Promise<void> => {
    const commandId = newCommandId();
    onClose();
    try {
      await withApproval((approval) => api.drawerOpen(commandId, reason.trim(), approval), {
        askFacts: () => Promise.resolve([{ label: "approval.reason", value: reason.trim() }]),
      });
    } catch (error) {
      const why = textOf(error);
      // Anything else is refused before it is recorded, or may have reached the drawer.
      const isShut = isRefusal(error, "printer_unreachable");
      showToast("danger", isShut ? t("sell.drawer-not-opened", { why }) : why);
    }
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void openDrawer();
      }}
    >
      <TextField
        autoFocus
        size="register"
        data-testid="drawer-reason"
        label={t("sell.drawer-reason")}
        hint={t("sell.drawer-hint")}
        value={reason}
        onValueChange={setReason}
      />
      <Button
        type="submit"
        variant="primary"
        size="register"
        disabled={reason.trim() === ""}
        data-testid="drawer-ok"
      >
        {t("keys.drawer")}
      </Button>
    </form>
  );
}
