export function ImportScreen() {
  return <main data-testid="import-screen" className="p-8" />;
}
