const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** These bytes within a Base64 text, in both of its alphabets. They may begin at any of three places there. What they share with their neighbours is left out. */
export function packed(bytes: readonly number[]): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bits = [...Array<number>(offset).fill(0), ...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    let text = '';
    for (let at = Math.ceil((offset * 8) / 6) * 6; at + 6 <= bits.length; at += 6) text += BASE64.charAt(parseInt(bits.slice(at, at + 6), 2));
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** A list of bytes, written one by one. */
export interface ByteList {
  /** The first of them, in small letters. */
  readonly head: string;
  /** Matches those that follow. */
  readonly rest: RegExp;
}

/** How a list of bytes that begins with these is written: in hexadecimal, as a Buffer is printed too, and in decimal numbers. */
export function byteLists(bytes: readonly number[]): ByteList[] {
  const inHex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  return [
    ...['', ' ', ':', '-'].map((between) => ({ head: inHex.join(between), rest: new RegExp(`(?:${between}[\\da-f]{2})*`, 'y') })),
    ...[',', ', '].map((between) => ({ head: bytes.join(between), rest: new RegExp(`(?:${between}\\d{1,3})*`, 'y') })),
  ];
}
