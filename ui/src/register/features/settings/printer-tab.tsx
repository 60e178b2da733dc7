import { Select } from "@/kit/components/select";
import { Switch } from "@/kit/components/switch";
import { textOf } from "@/register/api/errors";
import { useTranslate } from "@/kit/i18n/language";
import { PrinterFields } from "@/register/printer/printer-fields";
import { CODE_PAGES } from "./options";
import type { TabProps } from "./settings-tabs";

/** Where receipts come out, and what opens the drawer. */
export function PrinterTab({ draft }: TabProps) {
  const t = useTranslate();
  const { printer } = draft.settings;
  const change = (patch: Partial<typeof printer>): void =>
    draft.change({ printer: { ...printer, ...patch } });
  return (
    <>
      <PrinterFields
        printer={printer}
        targetError={draft.isWrong("printer.target") ? textOf(draft.error) : undefined}
        onChange={change}
      />
      {printer.kind !== "none" && (
        <div className="flex flex-col gap-2">
          <Select
            label={t("printer.code-page")}
            hint={t("printer.code-page-hint")}
            fieldClassName="max-w-sm"
            testId="printer-code-page"
            value={printer.code_page}
            options={CODE_PAGES.map((page) => ({ value: page, label: t(`printer.${page}`) }))}
            onValueChange={(code_page) => change({ code_page })}
          />
          <Switch
            label={t("printer.cut")}
            testId="printer-cut"
            checked={printer.cut}
            onCheckedChange={(cut) => change({ cut })}
          />
          <Switch
            label={t("printer.kick-drawer")}
            testId="printer-kick-drawer"
            checked={printer.kick_drawer}
            onCheckedChange={(kick_drawer) => change({ kick_drawer })}
          />
          {printer.kick_drawer && (
            <Select
              label={t("printer.drawer-pin")}
              fieldClassName="max-w-sm"
              testId="printer-drawer-pin"
              value={String(printer.drawer_pin) as "2" | "5"}
              options={[
                { value: "2", label: t("printer.drawer-pin-2") },
                { value: "5", label: t("printer.drawer-pin-5") },
              ]}
              onValueChange={(pin) => change({ drawer_pin: Number(pin) })}
            />
          )}
        </div>
      )}
    </>
  );
}
