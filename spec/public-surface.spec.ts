import { fileURLToPath } from 'node:url';
import * as framewise from 'framewise';
import * as nestjs from 'framewise/nestjs';
import * as opentelemetry from 'framewise/opentelemetry';
import * as redis from 'framewise/redis';
import * as serving from 'framewise/serving';
import * as testing from 'framewise/testing';
import type typescript from 'typescript';

import { typeCheck } from './support/type-check.js';
import { ts } from './support/typescript.js';

/** The names of each entry point: a new one is a promise, and a missing one breaks somebody. */
const surface = {
  'src/index.ts': {
    values: [
      'ApiError', 'accumulate', 'bindFrames', 'cancelAnswer', 'catchErrorType', 'chatCompletions', 'collect', 'commits', 'defineProtocol', 'failAfter', 'failOnErrorFrame', 'fallBackTo',
      'failOnStall', 'logFailures', 'messages', 'parseFrames', 'pullFrames', 'reliably', 'requestIdOf', 'responses', 'resumableFrames', 'retryWithBackoff', 'streamFrames', 'structured',
      'text', 'toolCalls', 'untilTerminal', 'Upstream',
    ],
    types: [
      'AccumulatedItem', 'AccumulatedResponse', 'AccumulatingProtocol', 'Accumulator', 'ChatCompletion', 'Message', 'ApiErrorInit', 'CatchErrorTypeOptions', 'ChatCompletionChunk', 'CheckedToolCall', 'Choice',
      'Completion', 'ConversingProtocol', 'DataFrame', 'DeepPartial', 'Delta', 'DocumentPlace', 'ElementsOptions', 'ErrorFrame', 'ErrorHandlers',
      'ErrorOrigin', 'FailedToolCall', 'FallBackOptions', 'FinishReason', 'Frame', 'FrameDefaults', 'GoodFrame', 'Jitter', 'KnownErrorType', 'ListElement', 'LogOptions', 'Logger', 'Media',
      'MessageStreamEvent', 'OpenResponse', 'ParseOptions', 'PartialObject', 'PayloadObject', 'PayloadReader',
      'Protocol', 'PullOptions', 'Reading', 'ReliablyOptions', 'RequestOptions', 'ResponseEvent', 'ResponseLike', 'StreamOptions', 'FetchInit', 'FetchLike', 'HeaderFields', 'RestartFrame', 'Retry', 'RetryOptions',
      'SchemaFailure', 'SchemaInput', 'SchemaIssue', 'SchemaOutput', 'SchemaResult', 'StallOptions', 'StandardSchema',
      'StructuredOptions', 'TerminalFrame', 'ToolCall', 'ToolCallDelta', 'ToolResult', 'ToolSchemas', 'UnknownFrame', 'Usage',
      'BackgroundAnswers', 'OpenResumable', 'RequestTarget', 'ResumeOptions', 'CallEnd', 'CallHooks', 'CallInfo', 'StreamObserver', 'CircuitState', 'RateLimit', 'RateLimits', 'ResponseInfo', 'RetryGate', 'UpstreamOptions', 'UpstreamState', 'UpstreamStore', 'WholeObject', 'WholeToolCall',
    ],
  },
  'src/testing/index.ts': {
    values: ['errorForms', 'inChunks', 'mockGateway', 'writeAnswer'],
    types: [
      'Answer', 'Continuation', 'ErrorForm', 'ErrorFormName', 'ExchangeEnd', 'Fault', 'MockGateway', 'MockGatewayOptions', 'Reply', 'ReplyMaker',
      'ScriptEntry', 'ScriptedDelta', 'ScriptedToolCall', 'SeenRequest', 'Strictness',
    ],
  },
  'src/redis/index.ts': {
    values: ['redisAnswerLog', 'redisUpstreamStore'],
    types: ['RedisAnswerLogOptions', 'RedisClient', 'RedisOptions', 'RedisUpstreamStore', 'RedisUpstreamStoreOptions'],
  },
  'src/serving/index.ts': {
    values: ['ResumableAnswers', 'callerError', 'defineWriting', 'encodeFrames', 'errorBody', 'memoryAnswerLog', 'sse', 'toMessageEvents', 'whenReady', 'writingOf'],
    types: [
      'AnswerEnd', 'AnswerEntry', 'AnswerEvents', 'AnswerLog', 'AnswerWriter', 'CallerError', 'EncodeOptions', 'MemoryAnswerLogOptions', 'PayloadWriter', 'SseEvent', 'SseOptions',
      'StopReason', 'WireError', 'WireEvent', 'WriterOptions', 'Writing',
    ],
  },
  'src/nestjs/index.ts': {
    values: [
      'ApiErrorFilter', 'ApiSse', 'FramewiseModule', 'InjectUpstream', 'ResumableAnswers', 'UpstreamClient', 'UpstreamHealthIndicator', 'callerError', 'encodeFrames',
      'getUpstreamToken', 'memoryAnswerLog', 'sse', 'toMessageEvents', 'whenReady',
    ],
    types: [
      'AnswerEvents', 'AnswerLog', 'ApiErrorFilterOptions', 'ApiSseOptions', 'CallerError', 'EncodeOptions', 'FramesOptions', 'FramewiseModuleAsyncOptions', 'FramewiseModuleOptions',
      'FramewiseSettings', 'MemoryAnswerLogOptions', 'SseEvent', 'SseOptions', 'UpstreamHealth', 'UpstreamSettings',
    ],
  },
  'src/opentelemetry/index.ts': {
    values: ['openTelemetry', 'telemetryNames'],
    types: ['TelemetryNames', 'TelemetryOptions'],
  },
  'src/angular/index.ts': {
    values: ['Framewise', 'answer', 'provideFramewise', 'withCoalescing', 'withReliability'],
    types: ['Answer', 'AnswerOptions', 'AnswerStatus', 'Coalescing', 'FramewiseFeature', 'FramewiseOptions', 'RequestHeaders', 'StreamRequest'],
  },
  'src/angular/testing/index.ts': {
    values: ['FramewiseTesting', 'provideFramewiseTesting'],
    types: ['ScriptedAnswer', 'ScriptedEnd', 'ScriptedFailure'],
  },
};

const root = fileURLToPath(new URL('..', import.meta.url));
const { program } = typeCheck(Object.keys(surface));
const checker = program.getTypeChecker();

/** The exports of an entry point, each with the thing that its name stands for. */
function exportsOf(entry: string): { name: string; symbol: typescript.Symbol }[] {
  const file = program.getSourceFile(root + entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${entry} is no module`);
  return checker.getExportsOfModule(module).map((alias) => ({
    name: alias.name,
    symbol: alias.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(alias) : alias,
  }));
}

function isValue({ symbol }: { symbol: typescript.Symbol }): boolean {
  return (symbol.flags & ts.SymbolFlags.Value) !== 0;
}

function docOf(symbol: typescript.Symbol): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker));
}

function undocumented(symbols: readonly typescript.Symbol[], prefix = ''): string[] {
  return symbols.filter((symbol) => docOf(symbol) === '').map(({ name }) => prefix + name);
}

/** The fields of an interface, of a class, or of an object type with a name. What a vendor or the platform declares is theirs to explain. */
function ownFields(symbol: typescript.Symbol): typescript.Symbol[] {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  if ((type.flags & ts.TypeFlags.Object) === 0) return [];
  const isPrivate = (field: typescript.Symbol): boolean => field.declarations?.some((declaration) => ts.isClassElement(declaration) && declaration.name !== undefined && ts.isPrivateIdentifier(declaration.name)) ?? false;
  return type.getProperties().filter((field) => !isPrivate(field)).filter(({ declarations }) => declarations?.some((declaration) => declaration.getSourceFile().fileName.startsWith(`${root}src/`)));
}

describe.each(Object.entries(surface))('%s', (entry, { values, types }) => {
  const all = exportsOf(entry);

  it('exports these names and no other', () => {
    expect(all.filter(isValue).map(({ name }) => name).sort()).toEqual([...values].sort());
    expect(all.filter((each) => !isValue(each)).map(({ name }) => name).sort()).toEqual([...types].sort());
  });

  it('says of every function, class and record what it is', () => {
    expect(undocumented(all.filter(isValue).map(({ symbol }) => symbol))).toEqual([]);
  });

  it('says of every option and every field what it is', () => {
    const fields = all.flatMap(({ name, symbol }) => undocumented(ownFields(symbol), `${name}.`));
    expect(fields).toEqual([]);
  });

  it('names every type that its functions take or return', () => {
    // An unnamed type can be used, but not written down, by whoever wraps one of these functions.
    const named = new Set([...all, ...exportsOf('src/index.ts'), ...exportsOf('src/serving/index.ts')].map(({ symbol }) => symbol));
    const missing = all.filter(isValue).flatMap(({ name, symbol }) =>
      checker
        .getTypeOfSymbol(symbol)
        .getCallSignatures()
        .flatMap((signature) => signature.getParameters().map((parameter) => checker.getTypeOfSymbol(parameter)))
        .flatMap((type) => (type.isUnion() ? type.types : [type]))
        .map((type) => type.aliasSymbol ?? type.getSymbol())
        .filter((used) => used?.declarations?.some((declaration) => declaration.getSourceFile().fileName.startsWith(`${root}src/`)))
        .filter((used) => used !== undefined && used.name !== '__type' && !(used.flags & ts.SymbolFlags.TypeParameter) && !named.has(used))
        .map((used) => `${name}: ${used?.name ?? ''}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('the modules, as they are loaded', () => {
  it.each([
    ['framewise', framewise, surface['src/index.ts'].values],
    ['framewise/testing', testing, surface['src/testing/index.ts'].values],
    ['framewise/redis', redis, surface['src/redis/index.ts'].values],
    ['framewise/serving', serving, surface['src/serving/index.ts'].values],
    ['framewise/opentelemetry', opentelemetry, surface['src/opentelemetry/index.ts'].values],
    ['framewise/nestjs', nestjs, surface['src/nestjs/index.ts'].values],
  ])('%s has these values', (_, module, values) => {
    expect(Object.keys(module).sort()).toEqual([...values].sort());
  });
});
