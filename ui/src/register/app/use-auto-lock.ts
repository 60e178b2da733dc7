import { useEffect } from "react";
import type { StatusView } from "@/register/api/bindings";
import { api } from "@/register/api/client";

const SIGNS_OF_LIFE = ["keydown", "pointerdown", "pointermove"] as const;

/** Locks the register after so many minutes in which nobody touched it; the cart stays. */
export function useAutoLock(status: StatusView | undefined): void {
  const minutes = status?.auto_lock_minutes ?? 0;
  const unlocked = status !== undefined && status.user !== null;
  useEffect(() => {
    if (!unlocked || minutes === 0) {
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void api.sessionLock(), minutes * 60_000);
    };
    wait();
    for (const sign of SIGNS_OF_LIFE) {
      window.addEventListener(sign, wait, { capture: true, passive: true });
    }
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS_OF_LIFE) {
        window.removeEventListener(sign, wait, { capture: true });
      }
    };
  }, [minutes, unlocked]);
}
