/** The tools that the model may call. This one knows the weather everywhere, but has to look. */
export async function runTool(name: string, input: string): Promise<string> {
  const { city = 'somewhere' } = JSON.parse(input) as { city?: string };
  await new Promise((resolve) => setTimeout(resolve, 800));
  return name === 'weather' ? `${city}: 18 °C, a light wind from the west` : `There is no tool ${name}.`;
}
