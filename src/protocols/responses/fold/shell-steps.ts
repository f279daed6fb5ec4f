import { isObject, type PayloadObject } from '../../../payload-object.js';
import { withItem } from '../../fold/put-item.js';
import { taking } from './item-fold.js';
import { readIndex, readPosition } from './positions.js';
import type { ResponseFold } from './response-fold.js';

const takesCommand = taking('shell_call');
const takesOutput = taking('shell_call_output');

/** OpenAI's shell tool: one command of a call. */
export function changesCommand(event: PayloadObject, { output }: ResponseFold): void {
  const { delta, command } = event;
  output.change(readPosition(event), 'shell_call', takesCommand, ({ draft }) => {
    const action = draft.get('action');
    const before = isObject(action) ? action : {};
    const commands = listOf(before.commands);
    const position = readIndex(event, 'command_index') ?? Math.max(commands.length - 1, 0);
    const known = textOf(commands[position]);
    const text = typeof delta === 'string' ? known + delta : textOf(command) || known;
    draft.set('action', { ...before, commands: withItem(filled(commands, position, ''), position, text) });
  });
}

/** What one command of a call wrote. */
export function changesOutput(event: PayloadObject, { output }: ResponseFold): void {
  const { delta, output: whole } = event;
  output.change(readPosition(event), 'shell_call_output', takesOutput, ({ draft }) => {
    const chunks = listOf(draft.get('output'));
    const position = readIndex(event, 'command_index') ?? Math.max(chunks.length - 1, 0);
    let list = filled(chunks, position, emptyChunk);
    if (isObject(delta)) list = withItem(list, position, lengthened(list[position], delta));
    for (const [at, chunk] of listOf(whole).entries()) list = withItem(list, position + at, chunk);
    draft.set('output', list);
  });
}

const emptyChunk: PayloadObject = Object.freeze({ stdout: '', stderr: '' });

function lengthened(chunk: unknown, { stdout, stderr }: PayloadObject): PayloadObject {
  const before = isObject(chunk) ? chunk : emptyChunk;
  return { ...before, stdout: textOf(before.stdout) + textOf(stdout), stderr: textOf(before.stderr) + textOf(stderr) };
}

/** Numbers end at 9999, so what is filled in for a command that has not been heard of yet is bounded. */
function filled(list: readonly unknown[], length: number, empty: unknown): readonly unknown[] {
  return list.length >= length ? list : [...list, ...Array.from({ length: length - list.length }, () => empty)];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
