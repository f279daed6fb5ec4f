/** What one writes without a library: the reader of `fetch`, blocks by the blank line, JSON. */
export async function readByHand(url: string, body: object): Promise<number> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return length;
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data:'));
      const event = JSON.parse(data?.slice(5) ?? 'null') as { delta?: { text?: string } } | null;
      length += event?.delta?.text?.length ?? 0;
    }
  }
}
