import type { MockGateway, Reply, ScriptEntry } from '../../testing/index.js';

/** A script whose last entry, once it is used, appends the whole script to the gateway again. */
export function looped(script: readonly ScriptEntry[], gateway: () => MockGateway): readonly ScriptEntry[] {
  const last = script.at(-1);
  if (last === undefined) return script;
  const again: ScriptEntry[] = [
    ...script.slice(0, -1),
    (request): Reply | Promise<Reply> => {
      gateway().reply(...again);
      return typeof last === 'function' ? last(request) : last;
    },
  ];
  return again;
}
