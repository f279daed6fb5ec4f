import type { PayloadObject } from '../../../payload-object.js';

/** How the Base64 of a file of sound begins. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^UklGR/, 'audio/wav'],
  [/^(?:SUQz|\/\/[I-Ps-v])/, 'audio/mpeg'],
  [/^\/\/[E-Hk-n]/, 'audio/aac'],
  [/^T2dnU/, 'audio/ogg'],
  [/^ZkxhQ/, 'audio/flac'],
];

/**
 * What the sound of a delta or of a message is. Streamed sound is always 16-bit PCM; that of an answer in one piece has the format that the
 * request asks for, and the answer does not name it.
 * https://platform.openai.com/docs/guides/audio
 */
export function audioType({ transcript, expires_at: end }: PayloadObject, data: string): string {
  const isWhole = typeof transcript === 'string' && end !== undefined;
  return (isWhole && BEGINNINGS.find(([beginning]) => beginning.test(data))?.[1]) || 'audio/pcm';
}
