import { Slot } from "radix-ui";
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from "react";
import { createPortal } from "react-dom";

const DELAY_MS = 500;
/** Between the icon and its text, and between the text and the edge of the window. */
const GAP = 6;

/**
 * What an icon means, in the look of the program and never over what is being pressed. It is only
 * to look at: it takes no key, no focus and no place among the dialogs, so that the first Esc is
 * for the screen wherever the mouse rests. The icon itself says its name to screen readers.
 */
export function Tooltip({
  text,
  children,
}: {
  readonly text: string;
  readonly children: ReactNode;
}) {
  const anchor = useRef<HTMLElement>(null);
  const [isHovered, setHovered] = useState(false);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isHovered) {
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), DELAY_MS);
    const end = (): void => {
      setHovered(false);
      setShown(false);
    };
    // A button that is disabled under the mouse never hears that it left.
    const onMove = (event: Event): void => {
      if (!(event.target instanceof Node && anchor.current?.contains(event.target) === true)) {
        end();
      }
    };
    const stops = [
      listen("pointermove", onMove),
      ...["pointerdown", "keydown", "wheel", "blur"].map((name) => listen(name, end)),
    ];
    return () => {
      clearTimeout(timer);
      stops.forEach((stop) => stop());
    };
  }, [isHovered]);
  return (
    <>
      <Slot.Root ref={anchor} onPointerEnter={(event) => setHovered(event.pointerType !== "touch")}>
        {children}
      </Slot.Root>
      {isShown && createPortal(<Text anchor={anchor} text={text} />, document.body)}
    </>
  );
}

/** Below the icon, and within the window. */
function Text({
  anchor,
  text,
}: {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly text: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current === null || anchor.current === null) {
      return;
    }
    const around = anchor.current.getBoundingClientRect();
    const { width, height } = box.current.getBoundingClientRect();
    const middle = around.left + around.width / 2 - width / 2;
    const left = Math.max(GAP, Math.min(middle, window.innerWidth - width - GAP));
    const below = around.bottom + GAP;
    const fits = below + height + GAP <= window.innerHeight;
    box.current.style.left = `${String(left)}px`;
    box.current.style.top = `${String(fits ? below : around.top - GAP - height)}px`;
  }, [anchor, text]);
  return (
    <div
      ref={box}
      aria-hidden
      data-testid="tooltip"
      className="pointer-events-none fixed z-50 rounded-control border border-border bg-surface px-2.5 py-1 text-meta font-semibold whitespace-nowrap text-text shadow-md"
    >
      {text}
    </div>
  );
}

function listen(name: string, act: (event: Event) => void): () => void {
  window.addEventListener(name, act, { capture: true });
  return () => window.removeEventListener(name, act, { capture: true });
}
