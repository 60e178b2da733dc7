import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";
import { setLanguage } from "@/kit/i18n/language";

// jsdom draws nothing: what the widgets ask of a drawn page gets a harmless answer.
class StillObserver implements ResizeObserver {
  observe(): void {
    // Nothing changes size here.
  }
  unobserve(): void {
    // See observe.
  }
  disconnect(): void {
    // See observe.
  }
}
vi.stubGlobal("ResizeObserver", StillObserver);
// A list draws only what is in sight, so something must be.
Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 600 });
Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, get: () => 800 });
window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.hasPointerCapture = () => false;
Element.prototype.releasePointerCapture = () => undefined;

// A busy machine is slow, not wrong: waiting ends by the condition, rarely by this limit.
configure({ asyncUtilTimeout: 10_000 });

setLanguage("id");

afterEach(() => {
  cleanup();
  setLanguage("id");
});
