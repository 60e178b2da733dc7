import { useNavigate } from "@tanstack/react-router";
import {
  CircleHelp,
  CloudUpload,
  Menu,
  Package,
  Receipt,
  ScanBarcode,
  Settings,
  Upload,
  Vault,
} from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "@/kit/components/icon-button";
import type { MessageKey } from "@/kit/i18n/catalogue";
import { useTranslate } from "@/kit/i18n/language";

export interface MainMenuProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly hasShift: boolean;
  readonly onHelp: () => void;
}

/** The way to every screen. */
export function MainMenu({ open, onOpenChange, hasShift, onHelp }: MainMenuProps) {
  const t = useTranslate();
  const navigate = useNavigate();
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
          <Item
            id="sell"
            label="shell.go-register"
            icon={<ScanBarcode />}
            onSelect={() => void navigate({ to: "/sell" })}
          />
          <Item
            id="transactions"
            label="shell.go-transactions"
            icon={<Receipt />}
            onSelect={() => void navigate({ to: "/transactions" })}
          />
          {hasShift ? (
            <Item
              id="close-shift"
              label="shell.go-close-shift"
              icon={<Vault />}
              onSelect={() => void navigate({ to: "/shift/close" })}
            />
          ) : (
            <Item
              id="open-shift"
              label="shell.go-open-shift"
              icon={<Vault />}
              onSelect={() => void navigate({ to: "/shift/open" })}
            />
          )}
          <Item
            id="products"
            label="shell.go-products"
            icon={<Package />}
            onSelect={() => void navigate({ to: "/products" })}
          />
          <Item
            id="import"
            label="shell.go-import"
            icon={<Upload />}
            onSelect={() => void navigate({ to: "/import" })}
          />
          <Item
            id="sync"
            label="shell.go-sync"
            icon={<CloudUpload />}
            onSelect={() => void navigate({ to: "/sync" })}
          />
          <Item
            id="settings"
            label="shell.go-settings"
            icon={<Settings />}
            onSelect={() => void navigate({ to: "/settings" })}
          />
          <Item id="help" label="shell.go-help" icon={<CircleHelp />} onSelect={onHelp} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({
  id,
  label,
  icon,
  onSelect,
}: {
  readonly id: string;
  readonly label: MessageKey;
  readonly icon: ReactNode;
  readonly onSelect: () => void;
}) {
  const t = useTranslate();
  return (
    <DropdownMenu.Item
      data-testid={`menu-${id}`}
      onSelect={onSelect}
      className="flex min-h-touch cursor-pointer items-center gap-3 rounded-control px-3 font-semibold outline-none data-highlighted:bg-selected [&>svg]:size-icon"
    >
      {icon}
      {t(label)}
    </DropdownMenu.Item>
  );
}
