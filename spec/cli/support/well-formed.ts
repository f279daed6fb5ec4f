/** What is wrong with the markup of a text: tags that do not match, bare `&` or `<`, and what XML cannot hold; empty if nothing is. */
export function markupFaults(markup: string): readonly string[] {
  const faults: string[] = [];
  const open: string[] = [];
  const body = markup.replace(/^<!doctype html>\n/, '').replace(/<style>[^<]*<\/style>/g, '');
  for (const [piece] of body.matchAll(/<[^<>]*>|[^<>]+|[<>]/g)) {
    const [, close = '', name = '', rest = ''] = /^<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<>]*")*\s*\/?)>$/.exec(piece) ?? [];
    if (name === '') {
      if (piece.startsWith('<') || piece === '>' || /&(?!(?:amp|lt|gt|quot|#39);)/.test(piece)) faults.push(piece);
    } else if (close !== '') {
      if (open.pop() !== name) faults.push(piece);
    } else if (!rest.endsWith('/')) open.push(name);
  }
   
  return [...faults, ...open.map((name) => `<${name}> is open`), ...(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.exec(markup) ?? [])];
}
