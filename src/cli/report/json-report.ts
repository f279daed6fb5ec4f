import type { Choice } from '../../index.js';
import { blockData } from '../inspect/events/block-data.js';
import { byteOf } from '../inspect/events/event-place.js';
import type { Inspection } from '../inspect/verdict/inspection.js';
import { requestIdIn } from './facts.js';

/** The report for programs. Its shape is part of the public contract: `version` changes when a field changes its meaning or goes. */
export function jsonReport(inspection: Inspection): object {
  const { outcome, headline, advice, source, http, detection, error, hadOutput, findings, answer, events } = inspection;
  return {
    version: 1,
    whole: outcome === 'whole',
    outcome,
    headline,
    advice,
    source: { ...source, durationMs: source.durationMs ?? null, foundIn: source.foundIn ?? null },
    http: http === undefined ? null : { status: http.status, contentType: http.headers.get('content-type'), requestId: requestIdIn(inspection) ?? null },
    protocol: detection === undefined ? null : { name: detection.protocol.name, because: detection.because },
    error: error?.toJSON() ?? null,
    hadOutput,
    findings: findings.map(({ level, code, message, place }) => ({
      level,
      code,
      message,
      line: place?.line.number ?? null,
      column: place === undefined ? null : place.column + 1,
      byte: place === undefined ? null : byteOf(place),
    })),
    answer: answer === undefined ? null : {
      id: answer.id ?? null,
      model: answer.model ?? null,
      usage: answer.usage ?? null,
      choices: [answer, ...answer.otherChoices].map(choiceReport),
    },
    events: events.map(({ number, kind, block, frames, atMs = null }) => ({
      number,
      kind,
      name: blockData(block).name ?? null,
      line: block.lines[0]?.number ?? null,
      byte: block.lines[0]?.atByte ?? null,
      atMs,
      deltas: frames.flatMap((frame) => ('deltas' in frame ? frame.deltas : [])),
    })),
  };
}

function choiceReport({ text, reasoning, refusal, toolCalls, citations, media, finishReason, rawFinishReason }: Choice): object {
  return {
    text,
    reasoning,
    refusal,
    toolCalls,
    citations,
    media,
    finishReason: finishReason ?? null,
    rawFinishReason: rawFinishReason ?? null,
  };
}
