export function SellScreen() {
  return <main data-testid="sell-screen" className="p-8" />;
}
