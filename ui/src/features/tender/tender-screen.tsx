export function TenderScreen() {
  return <main data-testid="tender-screen" className="p-8" />;
}
