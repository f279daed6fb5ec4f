/** The tools that the model may call. This one knows the weather everywhere. */
export function runTool(name: string, input: string): string {
  const { city = 'somewhere' } = JSON.parse(input) as { city?: string };
  return name === 'weather' ? `${city}: 18 °C, a light wind from the west` : `There is no tool ${name}.`;
}
