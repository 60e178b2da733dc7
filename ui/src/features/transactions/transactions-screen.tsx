export function TransactionsScreen() {
  return <main data-testid="transactions-screen" className="p-8" />;
}
