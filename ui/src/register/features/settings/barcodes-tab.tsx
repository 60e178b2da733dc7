import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/kit/components/button";
import { IconButton } from "@/kit/components/icon-button";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { isMaskUsable, WEIGHT_PRESET } from "./mask-rules";
import type { TabProps } from "./settings-tabs";

/** How the labels of a scale are read: which digits are the item, which the weight or price. */
export function BarcodesTab({ draft }: TabProps) {
  const t = useTranslate();
  const masks = draft.settings.barcode_masks;
  const change = (barcode_masks: string[]): void => draft.change({ barcode_masks });
  return (
    <>
      <p className="text-muted">{t("settings.masks-hint")}</p>
      {masks.length === 0 && <p>{t("settings.mask-none")}</p>}
      {masks.map((mask, place) => (
        <div key={place} className="flex items-start gap-2">
          <TextField
            fieldClassName="w-full max-w-sm"
            className="font-mono tracking-widest"
            label={t("settings.mask", { number: place + 1 })}
            maxLength={13}
            value={mask}
            error={mask === "" || isMaskUsable(mask) ? undefined : t("settings.mask-invalid")}
            data-testid={`settings-mask-${place}`}
            onValueChange={(text) => change(masks.with(place, text.toUpperCase()))}
          />
          <IconButton
            className="mt-7"
            label={t("settings.mask-remove", { number: place + 1 })}
            icon={<Trash2 aria-hidden className="size-icon" />}
            data-testid={`settings-mask-remove-${place}`}
            onClick={() => change(masks.toSpliced(place, 1))}
          />
        </div>
      ))}
      <div className="flex gap-2">
        <Button
          icon={<Plus aria-hidden className="size-icon" />}
          data-testid="settings-mask-add"
          onClick={() => change([...masks, ""])}
        >
          {t("settings.mask-add")}
        </Button>
        {!masks.includes(WEIGHT_PRESET) && (
          <Button
            data-testid="settings-mask-preset"
            onClick={() => change([...masks, WEIGHT_PRESET])}
          >
            {t("settings.mask-preset")}
          </Button>
        )}
      </div>
    </>
  );
}
