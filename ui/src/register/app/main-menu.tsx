import { useNavigate } from "@tanstack/react-router";
import { Menu } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { IconButton } from "@/kit/components/icon-button";
import { useTranslate } from "@/kit/i18n/language";
import type { StatusView } from "@/register/api/bindings";
import type { MenuEntry } from "@/register/navigation/menu-entry";
import { MENU } from "./menu";

export interface MainMenuProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly status: StatusView;
  readonly onHelp: () => void;
}

/** The way to every screen. */
export function MainMenu({ open, onOpenChange, status, onHelp }: MainMenuProps) {
  const t = useTranslate();
  return (
    <DropdownMenu.Root open={open} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>
        <IconButton
          label={t("shell.menu")}
          icon={<Menu aria-hidden className="size-icon-lg" />}
          size="admin"
          data-testid="menu-button"
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-40 min-w-64 rounded-panel border border-border bg-surface p-2 text-text"
        >
          {MENU.filter((entry) => entry.isShown?.(status) ?? true).map((entry) => (
            <MenuItem key={entry.id} entry={entry} onHelp={onHelp} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuItem({ entry, onHelp }: { readonly entry: MenuEntry; readonly onHelp: () => void }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const { icon: Icon, opens } = entry;
  return (
    <DropdownMenu.Item
      data-testid={`menu-${entry.id}`}
      onSelect={() => (typeof opens === "object" ? onHelp() : void navigate({ to: opens }))}
      className="flex min-h-touch cursor-pointer items-center gap-3 rounded-control px-3 font-semibold outline-none data-highlighted:bg-selected [&>svg]:size-icon"
    >
      <Icon />
      {t(entry.label)}
    </DropdownMenu.Item>
  );
}
