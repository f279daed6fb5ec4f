import { beginsAsStream, type Unwrapped } from './stream-text.js';

const entities: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', '#39': "'", '#x27': "'", '#34': '"', nbsp: ' ' };

/** A stream copied out of the source of a page. */
export function unwrapEntities(text: string): Unwrapped | undefined {
  if (!/data: ?[{[]&(?:quot|#34);/.test(text)) return undefined;
  // Its own tags are escaped, and those of the page are not.
  return { text: text.replaceAll(/<[^<>]{1,200}>/g, '').replaceAll(/&(quot|amp|lt|gt|nbsp|#39|#34|#x27);/g, (_, name: string) => entities[name] ?? ''), foundIn: 'the source of a page' };
}

export function unwrapBase64(text: string): Unwrapped | undefined {
  const packed = text.trim();
  if (packed.length < 16 || !/^[\w+/=\s-]+$/.test(packed)) return undefined;
  const unpacked = Buffer.from(packed.replaceAll(/\s/g, ''), 'base64').toString();
  return beginsAsStream(unpacked) ? { text: unpacked, foundIn: 'base64' } : undefined;
}

/** `0000: 64 61 74 61`, `00000000  64 61 74 61  |data|`, `00000000: 6461 7461  data`. */
const DUMP_LINE = /^(?:0x)?[\da-f]{4,8}:?\s{1,2}((?:[\da-f]{2}){1,2}(?: {1,2}(?:[\da-f]{2}){1,2}){0,15})(?:\s|$)/i;

/** Bytes as `curl --trace`, `xxd` and `hexdump -C` show them. What curl sent is left out: keys stand there. */
export function unwrapDump(text: string): Unwrapped | undefined {
  if (!/^(?:0x)?[\da-f]{4,8}:? /im.test(text)) return undefined;
  const bytes: Buffer[] = [];
  let isReceived = true;
  for (const line of text.split('\n')) {
    if (/^(?:=>|==|<=) /.test(line)) isReceived = line.startsWith('<= Recv');
    const [, hex] = isReceived ? (DUMP_LINE.exec(line) ?? []) : [];
    if (hex !== undefined) bytes.push(Buffer.from(hex.replaceAll(' ', ''), 'hex').subarray(0, 16));
  }
  const unpacked = Buffer.concat(bytes).toString();
  return beginsAsStream(unpacked) || unpacked.startsWith('HTTP/') ? { text: unpacked, foundIn: 'a dump of its bytes' } : undefined;
}
