import { createParser } from 'eventsource-parser';

import type { Completion } from '../../src/answer/completion.js';
import type { Delta } from '../../src/answer/delta.js';
import { findError } from '../../src/errors/reading/find-error.js';
import type { PayloadObject } from '../../src/payload-object.js';
import type { PayloadReader, Protocol, Reading } from '../../src/protocol.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { writingOf } from '../../src/serving/index.js';
import { completionOf } from '../support/completion-of.js';
import { describeRecorded, readRecording, recordedStreams } from '../support/recordings.js';

const recordings = recordedStreams.filter(({ provenance }) => provenance === 'recorded');

/** The data of each event up to an error: nothing behind one ever reaches a reader. */
function dataOf(file: string): readonly string[] {
  const data: string[] = [];
  const parser = createParser({ onEvent: (event) => data.push(event.data) });
  parser.feed(readRecording(file).toString());
  parser.feed('\n\n');
  const end = data.findIndex((text) => text.trim() !== '[DONE]' && findError(JSON.parse(text)) !== undefined);
  return end < 0 ? data : data.slice(0, end);
}

function readAll(reader: PayloadReader<object>, data: readonly string[]): readonly Reading<object>[] {
  return data
    .filter((text) => text.trim() !== '[DONE]')
    .map((text) => reader.read(JSON.parse(text) as PayloadObject));
}

function deltasOf(readings: readonly Reading<object>[]): readonly Delta[] {
  return readings.flatMap((reading) => ('deltas' in reading ? reading.deltas : []));
}

/** The answer, but for its usage: whoever writes none for an answer that had none still has to fill the field in. */
function complete(deltas: readonly Delta[]): Completion {
  // Where gateways splice two answers into one stream, only the first start is written.
  const told = deltas.filter(({ type }, at) => type !== 'usage' && (type !== 'start' || at === firstStart(deltas)));
  const answer = completionOf(told);
  return JSON.parse(JSON.stringify(answer)) as Completion;
}

function firstStart(deltas: readonly Delta[]): number {
  return deltas.findIndex(({ type }) => type === 'start');
}

const protocols: readonly Protocol[] = [chatCompletions, messages];

describeRecorded.each(protocols)('recorded $name streams (in the folder that FRAMEWISE_RECORDINGS names)', (protocol) => {
  const streams = recordings.filter(({ file }) => file.startsWith(`${protocol.name}/`));

  const finished = streams.filter(({ ending }) => ending !== 'error' && ending !== 'no-finish-reason');

  it.each(streams)('$file has no payload that is unknown, nor an invalid one', ({ file }) => {
    const readings = readAll(protocol.openReader(), dataOf(file));
    expect(readings.filter(({ kind }) => kind !== 'data' && kind !== 'terminal')).toEqual([]);
  });

  it.each(finished)('$file is whole at its end: $ending', ({ file }) => {
    const reader = protocol.openReader();
    readAll(reader, dataOf(file));
    expect(reader.isWhole()).toBe(true);
  });

  it.each(finished)('$file is the same answer when it is written and read again', ({ file }) => {
    const deltas = deltasOf(readAll(protocol.openReader(), dataOf(file)));
    const writer = writingOf(protocol).openWriter({ imitate: true });
    const events = [...deltas.flatMap((delta) => writer.write(delta)), ...writer.end()];
    const again = deltasOf(readAll(protocol.openReader(), events.map(({ data }) => data)));
    expect(complete(again)).toMatchObject(complete(deltas));
  });
});

describeRecorded('recorded streams that never finish', () => {
  const open = recordings.filter(
    ({ file, ending }) => file.startsWith('chat-completions/') && ending === 'no-finish-reason',
  );

  it.each(open)('$file is not whole at its end', ({ file }) => {
    const reader = chatCompletions.openReader();
    readAll(reader, dataOf(file));
    expect(reader.isWhole()).toBe(false);
  });
});

describeRecorded('the text of recorded streams', () => {
  interface Chunk {
    readonly choices?: readonly { readonly index: number; readonly delta?: { readonly content?: unknown } }[];
  }
  interface Event {
    readonly content_block?: { readonly text?: string };
    readonly delta?: { readonly text?: string };
  }
  const contentOf = ({ choices }: Chunk): unknown => choices?.find(({ index }) => index === 0)?.delta?.content;
  const textOf = ({ content_block: block, delta }: Event): unknown => block?.text ?? delta?.text;

  it.each(recordings.filter(({ file }) => /^(chat-completions|messages)/.test(file)))('$file is all there', ({ file }) => {
    const isChat = file.startsWith('chat-completions/');
    const data = dataOf(file);
    const payloads = data.filter((text) => text.trim() !== '[DONE]').map((text) => JSON.parse(text) as Chunk & Event);
    const contents = payloads.map(isChat ? contentOf : textOf);
    const text = contents.map((content) => (typeof content === 'string' ? content : textOfParts(content))).join('');
    const readings = readAll((isChat ? chatCompletions : messages).openReader(), data);
    expect(completionOf(deltasOf(readings)).text).toBe(text);
  });

  function textOfParts(content: unknown): string {
    if (!Array.isArray(content)) return '';
    return (content as readonly { readonly text?: string }[]).map((part) => part.text ?? '').join('');
  }
});
