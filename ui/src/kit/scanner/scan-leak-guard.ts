/*
 * The first keys of a scan reach the screen before anybody can know that they are a scan.
 * What they may have changed is remembered when they start and put back when they turn out
 * to be a scanner's.
 */

/** Puts back what typing changed: the command line of the selling screen, a PIN half typed. */
export interface ScanLeakGuard {
  /** Remembers the present state and returns the way back to it. */
  capture(): () => void;
}

const guards = new Set<ScanLeakGuard>();

/** Adds a guard; call the result to remove it. */
export function addScanLeakGuard(guard: ScanLeakGuard): () => void {
  guards.add(guard);
  return () => {
    guards.delete(guard);
  };
}

/** Remembers the focused field and what every guard guards; the result puts it all back. */
export function captureScreen(): () => void {
  const ways = [...guards].map((guard) => guard.capture());
  const field = focusedField();
  if (field !== undefined) {
    ways.push(captureField(field));
  }
  return () => {
    for (const back of ways) {
      back();
    }
  };
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The text field that has the focus. */
export function focusedField(): Field | undefined {
  const active = document.activeElement;
  const isField = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
  return isField && !active.readOnly ? active : undefined;
}

function captureField(field: Field): () => void {
  const { value, selectionStart, selectionEnd } = field;
  return () => {
    if (field.value !== value) {
      writeField(field, value);
    }
    if (selectionStart !== null) {
      field.setSelectionRange(selectionStart, selectionEnd);
    }
  };
}

/** Sets a field's text in a way that React takes for typing. */
export function writeField(field: Field, value: string): void {
  // React watches the element's own property; the prototype's setter goes past it.
  Reflect.set(Object.getPrototypeOf(field) as object, "value", value, field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
