export function SettingsScreen() {
  return <main data-testid="settings-screen" className="p-8" />;
}
