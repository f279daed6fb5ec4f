import { constants, crc32, deflateRawSync } from 'node:zlib';

const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
const LAST_BLOCK = Uint8Array.of(3, 0);

/**
 * Compresses chunks into one gzip member, so that each of them can be decoded as soon as it arrives.
 *
 * @returns one compressed chunk for each, and one more with the trailer; without it where `whole` is false.
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */
export function gzipChunks(chunks: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  const blocks = chunks.map((chunk) => deflateRawSync(chunk, { finishFlush: constants.Z_SYNC_FLUSH }));
  const [first = new Uint8Array(), ...rest] = blocks;
  const begun = [Buffer.concat([HEADER, first]), ...rest];
  return whole ? [...begun, trailer(Buffer.concat(chunks))] : begun;
}

function trailer(content: Buffer): Uint8Array {
  const checks = Buffer.alloc(8);
  checks.writeUInt32LE(crc32(content), 0);
  checks.writeUInt32LE(content.length % 2 ** 32, 4);
  return Buffer.concat([LAST_BLOCK, checks]);
}
