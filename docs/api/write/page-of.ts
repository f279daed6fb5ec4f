import type { Exported } from './entry-points.js';

/** The page, by its file name, on which a name is described: by its place in the source. */
export function pageOf({ path, from }: Exported): string {
  const entry = from.split('/')[1];
  if (entry !== undefined) return entry;
  const [, first = '', ...rest] = path.split('/');
  if (rest.length > 0) return folders[first] ?? first;
  return files[first] ?? 'others';
}

const folders: Readonly<Record<string, string>> = { wire: 'streams', errors: 'errors' };
const files: Readonly<Record<string, string>> = {
  'request.ts': 'streams',
  'stream-frames.ts': 'streams',
  'frame.ts': 'frames',
  'delta.ts': 'frames',
  'completion.ts': 'frames',
  'api-error.ts': 'errors',
  'protocol.ts': 'protocols',
  'standard-schema.ts': 'operators',
};
