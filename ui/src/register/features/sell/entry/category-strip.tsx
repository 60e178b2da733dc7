import { clsx } from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { IconButton } from "@/kit/components/icon-button";
import { useTranslate } from "@/kit/i18n/language";

/** How far an arrow moves the strip, of what is in sight. */
const PAGE = 0.8;
/** Parts of a pixel that a scaled page leaves over. */
const ROUNDING_PX = 2;

export interface CategoryStripProps {
  readonly categories: readonly string[];
  readonly chosen: string;
  readonly onChoose: (category: string) => void;
}

/** The categories in one line: a finger swipes it, a mouse has the wheel and the arrows. */
export function CategoryStrip({ categories, chosen, onChoose }: CategoryStripProps) {
  const t = useTranslate();
  const { strip, ends, look, turn } = useStrip();
  return (
    <div className="flex shrink-0 items-center gap-1">
      {ends.before && (
        <StripArrow label={t("sell.categories-before")} onPress={() => turn(-1)}>
          <ChevronLeft aria-hidden className="size-icon" />
        </StripArrow>
      )}
      <div
        ref={strip}
        role="group"
        aria-label={t("sell.categories")}
        onScroll={look}
        className="flex min-w-0 flex-1 gap-2 overflow-x-auto [scrollbar-width:none]"
      >
        {categories.map((name) => (
          <button
            key={name}
            type="button"
            tabIndex={-1}
            aria-pressed={name === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(name)}
            className={clsx(
              "min-h-touch shrink-0 rounded-control border px-4 font-semibold",
              name === chosen ? "border-primary bg-selected" : "border-border bg-surface",
            )}
          >
            {name}
          </button>
        ))}
      </div>
      {ends.after && (
        <StripArrow label={t("sell.categories-after")} onPress={() => turn(1)}>
          <ChevronRight aria-hidden className="size-icon" />
        </StripArrow>
      )}
    </div>
  );
}

function StripArrow({
  label,
  onPress,
  children,
}: {
  readonly label: string;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <IconButton
      label={label}
      icon={children}
      keepFocus
      tabIndex={-1}
      className="!w-8"
      onClick={onPress}
    />
  );
}

/** Whether something lies beyond either end, and the way there. */
function useStrip() {
  const strip = useRef<HTMLDivElement>(null);
  const [ends, setEnds] = useState({ before: false, after: false });
  const look = useCallback((): void => {
    const shown = strip.current;
    if (shown !== null) {
      const before = shown.scrollLeft > ROUNDING_PX;
      const after = shown.scrollLeft + shown.clientWidth < shown.scrollWidth - ROUNDING_PX;
      setEnds((last) =>
        last.before === before && last.after === after ? last : { before, after },
      );
    }
  }, []);
  const attach = useCallback(
    (shown: HTMLDivElement | null): (() => void) | undefined => {
      strip.current = shown;
      if (shown === null) {
        return undefined;
      }
      // A wheel turns up and down only; here it moves along the line.
      const onWheel = (event: WheelEvent): void => {
        if (event.deltaX === 0 && shown.scrollWidth > shown.clientWidth) {
          event.preventDefault();
          shown.scrollLeft += event.deltaY;
        }
      };
      shown.addEventListener("wheel", onWheel, { passive: false });
      const size = new ResizeObserver(look);
      size.observe(shown);
      return () => {
        size.disconnect();
        shown.removeEventListener("wheel", onWheel);
      };
    },
    [look],
  );
  const turn = (by: 1 | -1): void => {
    strip.current?.scrollBy({ left: by * PAGE * strip.current.clientWidth });
  };
  return { strip: attach, ends, look, turn };
}
