import { useEffect, useState } from "react";
import { onSound, type SoundRole } from "@/kit/sound/sound";

const EDGE: Readonly<Record<SoundRole, string>> = {
  ok: "border-pay",
  done: "border-pay",
  attention: "border-on-warn",
  error: "border-danger",
};

/** The visual twin of every sound: the edge of the window lights up once. */
export function SoundFlash() {
  const [flash, setFlash] = useState<{ role: SoundRole; count: number }>();
  useEffect(
    () => onSound((role) => setFlash((last) => ({ role, count: (last?.count ?? 0) + 1 }))),
    [],
  );
  if (flash === undefined) {
    return null;
  }
  return (
    <div
      key={flash.count}
      aria-hidden
      className={`flash-once pointer-events-none fixed inset-0 z-50 border-4 ${EDGE[flash.role]}`}
    />
  );
}
