import { Dialog } from "@/components/dialog";
import { useTranslate } from "@/i18n/language";

export interface HelpDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function HelpDialog({ open, onClose }: HelpDialogProps) {
  const t = useTranslate();
  return <Dialog open={open} onClose={onClose} title={t("keys.help")} testId="help-dialog" />;
}
