/**
 * Takes a base64 data URL apart.
 *
 * @returns `undefined` for any other URL: a link is no data.
 */
export function readDataUrl(url: string): { mediaType: string; data: string } | undefined {
  const comma = url.indexOf(',');
  const head = url.slice(0, Math.max(comma, 0)).toLowerCase();
  if (!head.startsWith('data:') || !head.endsWith(';base64')) return undefined;
  return { mediaType: head.slice('data:'.length, -';base64'.length), data: url.slice(comma + 1) };
}
