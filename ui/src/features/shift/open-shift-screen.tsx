export function OpenShiftScreen() {
  return <main data-testid="open-shift-screen" className="p-8" />;
}
