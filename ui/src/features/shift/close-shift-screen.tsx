export function CloseShiftScreen() {
  return <main data-testid="close-shift-screen" className="p-8" />;
}
