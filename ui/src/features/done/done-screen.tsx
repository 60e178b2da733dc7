export function DoneScreen() {
  return <main data-testid="done-screen" className="p-8" />;
}
