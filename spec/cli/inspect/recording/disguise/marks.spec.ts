import { unwrap } from '../../../../../src/cli/inspect/recording/disguise/unwrap.js';
import { readLines } from '../../../../../src/cli/inspect/recording/read-lines.js';

const fields = [
  'data: {"type":"message_start","message":{"id":"m"}}',
  'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"It\'s \\"so\\"\\n"}}',
  'data: {"type":"message_stop"}',
];

function recorded(text: string): { readonly data: string[]; readonly foundIn: string | undefined } {
  const { lines, foundIn } = readLines({ name: 'log', bytes: Buffer.from(text), arrivals: [] });
  return { data: lines.flatMap((line) => (line.text.startsWith('data:') ? [line.text.trimEnd()] : [])), foundIn };
}

/** As Python and JSON write a text. */
const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n');

describe('unwrapMarks', () => {
  const prefixes = ['', '12:00:01 ', '[12:00:01] ', '2026-01-31 12:00:01,123 - app - DEBUG - ', 'DEBUG:root:', 'gateway-1  | ', '<< ', "what's new: ", 'module "stream" got ', "INFO 'app' ", 'line='];
  const quotings: [name: string, quote: (text: string) => string][] = [
    ['single quotes', (text) => `'${text}'`],
    ['single quotes, and a full stop', (text) => `'${text}'.`],
    ['single quotes, and a size', (text) => `'${text}' (103 bytes)`],
    ['double quotes', (text) => `"${text}"`],
    ['backticks', (text) => `\`${text}\``],
    ['angle brackets', (text) => `<${text}>`],
    ['square brackets', (text) => `[${text}]`],
    ['parentheses', (text) => `(${text})`],
    ['typographic quotes', (text) => `‘${text}’`],
    ['typographic double quotes', (text) => `“${text}”`],
    ['guillemets', (text) => `«${text}»`],
    ['a literal of Python', (text) => `'${escaped(text)}'`],
    ['a literal of bytes', (text) => `b'${escaped(`${text}\n\n`)}'`],
    ['a JSON string', (text) => JSON.stringify(text)],
    ['nothing', (text) => text],
  ];

  it.each(quotings)('finds what stands in %s behind any prefix', (_, quote) => {
    for (const prefix of prefixes) {
      for (const blank of ['', `${prefix}${quote('')}\n`]) {
        expect([prefix, recorded(fields.map((field) => `${prefix}${quote(field)}\n${blank}`).join('')).data]).toEqual([prefix, fields]);
      }
    }
  });

  it('leaves what is broken in the stream as it is', () => {
    const [start = '', text = '', stop = ''] = fields;
    const broken = [start, text, text.slice(0, 60), stop];
    expect(recorded(broken.map((field) => `12:00:01 got '${field}'\n`).join('')).data).toEqual(broken);
    expect(recorded(`12:00:01 got '${start}'\n12:00:02 got '${text}'\n12:00:03 got '${text.slice(0, 60)}`).data).toEqual([start, text, text.slice(0, 60)]);
  });

  it('says where it was', () => {
    expect(recorded(`12:00:01 '${fields.join("'\n12:00:01 '")}'\n`).foundIn).toBe('lines between quotes or brackets, in it lines that begin like "12:00:01 "');
  });

  it('leaves a stream alone whose own text stands between marks', () => {
    const bytes = Buffer.from(`${fields.join('\n\n')}\n\ndata: {"choices":[{"delta":{"content":"<data: {\\"a\\":1}>"}}]}\n\n`);
    const recording = { name: 'log', bytes, arrivals: [] };
    expect(unwrap(recording)).toBe(recording);
  });
});
