import { Banknote, CornerDownLeft, Delete } from "lucide-react";
import type { ReactNode } from "react";
import { Button, type ButtonVariant } from "@/kit/components/button";
import { KeyCap } from "@/kit/components/key-hint";
import { decimalMark } from "@/kit/i18n/decimal-mark";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { eraseCharacter, typeCharacter } from "./command-line";

export interface SellKeypadProps {
  readonly canPay: boolean;
  readonly hasSelection: boolean;
  readonly onEnter: () => void;
  readonly onQuantity: () => void;
  readonly onDiscount: () => void;
  /** The exact amount in cash, at once. */
  readonly onExact: () => void;
  readonly onPay: () => void;
}

/** Digits, the usual acts and the way to the money, always at the same place. */
export function SellKeypad(props: SellKeypadProps) {
  const t = useTranslate();
  const digit = (character: string) => (
    <Key key={character} id={character} isDigit onPress={() => typeCharacter(character)}>
      {character === "*" ? "×" : character}
    </Key>
  );
  return (
    <div
      role="group"
      aria-label={t("shell.keypad")}
      className="grid shrink-0 grid-cols-[repeat(4,minmax(0,1fr))_repeat(2,minmax(0,1.9fr))] grid-rows-4 gap-2"
    >
      {["7", "8", "9"].map(digit)}
      <Key id="backspace" label={t("shell.backspace")} onPress={eraseCharacter}>
        <Delete aria-hidden className="size-icon-lg" />
      </Key>
      <Key id="quantity" small disabled={!props.hasSelection} onPress={props.onQuantity}>
        {t("keys.quantity")} <KeyCap>F4</KeyCap>
      </Key>
      <Key id="discount" small disabled={!props.canPay} onPress={props.onDiscount}>
        {t("keys.discount")} <KeyCap>F7</KeyCap>
      </Key>
      {["4", "5", "6", "*"].map(digit)}
      <Key id="exact" small wide disabled={!props.canPay} onPress={props.onExact}>
        <Banknote aria-hidden className="size-icon shrink-0 narrow:hidden" />
        <span className="whitespace-nowrap">{t("sell.exact-cash")}</span> <KeyCap>Ctrl+↵</KeyCap>
      </Key>
      {["1", "2", "3"].map(digit)}
      <Key id="enter" label={t("keys.enter")} tall onPress={props.onEnter}>
        <CornerDownLeft aria-hidden className="size-icon-lg" />
      </Key>
      <Key id="pay" variant="pay" tall wide disabled={!props.canPay} onPress={props.onPay}>
        {t("keys.tender")} <KeyCap>F9</KeyCap>
      </Key>
      {["0", "00", decimalMark(useLanguage())].map(digit)}
    </div>
  );
}

function Key({
  id,
  label,
  isDigit = false,
  tall = false,
  wide = false,
  small = false,
  variant = "plain",
  disabled = false,
  onPress,
  children,
}: {
  readonly id: string;
  readonly label?: string;
  /** Tab passes it by: a keyboard has its own. */
  readonly isDigit?: boolean;
  readonly tall?: boolean;
  readonly wide?: boolean;
  readonly small?: boolean;
  readonly variant?: ButtonVariant;
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Button
      variant={variant}
      keepFocus
      {...(isDigit && { tabIndex: -1 })}
      disabled={disabled}
      data-testid={id === "pay" ? "pay-button" : `key-${id}`}
      {...(label !== undefined && { "aria-label": label })}
      className={`!min-h-14 !gap-1.5 !px-1 tiny:!min-h-11 ${tall ? "row-span-2" : ""} ${wide ? "col-span-2" : ""} ${small ? "narrow:[&>kbd]:hidden" : "!text-amount"}`}
      onClick={onPress}
    >
      {children}
    </Button>
  );
}
