/**
 * The write halves of the protocols, for servers only: what browsers load has none of it.
 *
 * @module framewise/serving
 */

export type { PayloadWriter, WireError, WireEvent, WriterOptions, Writing } from '../protocols/writing.js';
export { defineWriting, writingOf } from './writing.js';
