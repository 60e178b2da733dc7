import { useEffect, useState } from "react";

/** False while another window has the keys: a scan would end up there. */
export function useWindowFocus(): boolean {
  const [focused, setFocused] = useState(true);
  useEffect(() => {
    const gain = (): void => setFocused(true);
    const lose = (): void => setFocused(false);
    window.addEventListener("focus", gain);
    window.addEventListener("blur", lose);
    return () => {
      window.removeEventListener("focus", gain);
      window.removeEventListener("blur", lose);
    };
  }, []);
  return focused;
}
