import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";
import { setLanguage } from "@/i18n/language";

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
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.hasPointerCapture = () => false;
Element.prototype.releasePointerCapture = () => undefined;

setLanguage("id");

afterEach(() => {
  cleanup();
  setLanguage("id");
});
