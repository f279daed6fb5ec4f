import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { MockGateway, Reply, ReplyMaker, ScriptEntry } from '../../testing/index.js';
import { fileComplaint, UsageError } from '../terminal/usage-error.js';

/** @throws UsageError if there is neither a list of replies in the file nor a function; what is wrong with a reply, the gateway says. */
export async function loadScript(path: string): Promise<readonly ScriptEntry[] | ReplyMaker> {
  const named = JSON.stringify(path);
  const script = path.endsWith('.json') ? readJson(await readText(path), named) : await importDefault(path, named);
  if (typeof script === 'function') return script as ReplyMaker;
  if (!Array.isArray(script)) throw new UsageError(`${named} must hold a list of replies.`);
  return script as readonly ScriptEntry[];
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${JSON.stringify(path)} cannot be read: ${fileComplaint(error)}.`);
  }
}

function readJson(text: string, named: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${named} is not JSON: ${firstLine(error)}`);
  }
}

async function importDefault(path: string, named: string): Promise<unknown> {
  // What is wrong with the file itself, an import says in words about modules.
  await readText(path);
  try {
    const module = (await import(pathToFileURL(resolve(path)).href)) as { default?: unknown };
    return module.default;
  } catch (error) {
    throw new UsageError(`${named} cannot be imported: ${firstLine(error)}`);
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${(message.split('\n', 1)[0] ?? message).replace(/\.$/, '')}.`;
}

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
