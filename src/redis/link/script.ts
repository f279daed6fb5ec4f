import { createHash } from 'node:crypto';

/** A program in Lua that the server runs as one step. */
export interface Script {
  readonly source: string;
  /** By this the server knows it once it has seen it. */
  readonly sha: string;
}

export function script(source: string): Script {
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}
