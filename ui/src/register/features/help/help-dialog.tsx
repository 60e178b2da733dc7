import { Info } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/kit/components/button";
import { Dialog } from "@/kit/components/dialog";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import type { KeyMap } from "@/kit/keyboard/key-map";
import { AboutProgram } from "./about-program";
import { findHowTos, findKeys } from "./help-search";
import { HowToList } from "./how-to-list";
import { KeyList } from "./key-list";

export interface HelpDialogProps {
  readonly open: boolean;
  /** The keys of every screen, in the order in which they are shown. */
  readonly keys: readonly KeyMap[];
  readonly onClose: () => void;
}

/** F1 from everywhere: which key does what, and how the common things are done. */
export function HelpDialog({ open, keys, onClose }: HelpDialogProps) {
  const t = useTranslate();
  return (
    <Dialog open={open} onClose={onClose} width="wide" title={t("help.title")} testId="help-dialog">
      <Help keys={keys} />
    </Dialog>
  );
}

function Help({ keys }: Pick<HelpDialogProps, "keys">) {
  const t = useTranslate();
  const [text, setText] = useState("");
  const about = useRef<HTMLDivElement>(null);
  const found = findKeys(keys, text, t);
  const howTos = findHowTos(text, t);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-end gap-4">
        <TextField
          autoFocus
          type="search"
          label={t("help.search")}
          value={text}
          data-testid="help-search"
          fieldClassName="min-w-0 flex-1"
          onValueChange={setText}
        />
        <Button
          icon={<Info aria-hidden className="size-icon" />}
          data-testid="help-to-about"
          onClick={() => about.current?.scrollIntoView()}
        >
          {t("desktop.about")}
        </Button>
      </div>
      {found.length + howTos.length === 0 && (
        <p data-testid="help-nothing">{t("help.nothing", { text })}</p>
      )}
      <div className="grid grid-cols-2 items-start gap-10">
        {found.length > 0 && <KeyList keys={found} />}
        {howTos.length > 0 && <HowToList howTos={howTos} />}
      </div>
      <div ref={about}>
        <AboutProgram />
      </div>
    </div>
  );
}
