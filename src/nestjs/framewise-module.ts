import { type ConfigurableModuleAsyncOptions, ConfigurableModuleBuilder, type DynamicModule, Inject, Module, type OnApplicationShutdown, type OnModuleDestroy, type OnModuleInit, Optional } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

import { checkOptions } from '../check-options.js';
import { type AnswerLog, ResumableAnswers } from '../serving/index.js';
import { Closing } from './closing.js';
import { UpstreamClient, type UpstreamSettings } from './upstream-client.js';
import { UpstreamHealthIndicator } from './upstream-health-indicator.js';
import { getUpstreamToken } from './upstream-token.js';
import { watchConnections } from './watch-connections.js';

/** What the module makes its providers of. */
export interface FramewiseSettings {
  /** The upstreams by name: `InjectUpstream(name)` injects one. */
  readonly upstreams: Readonly<Record<string, UpstreamSettings>>;
  /** Where `ResumableAnswers` keeps answers. Default: `memoryAnswerLog()`, in this process alone. */
  readonly answers?: AnswerLog | undefined;
}

/** What `FramewiseModule.forRoot` takes. */
export interface FramewiseModuleOptions extends FramewiseSettings {
  /** Whether all modules may inject what this one provides, without an import of their own. Default: false. */
  readonly isGlobal?: boolean | undefined;
}

/** What `FramewiseModule.forRootAsync` takes: `useFactory`, `useClass` or `useExisting` as in other modules of NestJS, and what is known before. */
export interface FramewiseModuleAsyncOptions extends ConfigurableModuleAsyncOptions<FramewiseSettings> {
  /** The names of the upstreams. They are tokens, so they are known before the factory runs. */
  readonly upstreams: readonly string[];
  /** Whether all modules may inject what this one provides, without an import of their own. Default: false. */
  readonly isGlobal?: boolean | undefined;
}

/** All clients by name. */
const CLIENTS = Symbol('clients');

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<FramewiseSettings>({ moduleName: 'Framewise' })
  .setClassMethodName('forRoot')
  .setExtras<{ isGlobal?: boolean | undefined }>({ isGlobal: false }, (definition, { isGlobal = false }) => ({ ...definition, global: isGlobal }))
  .build();

/**
 * Provides an `UpstreamClient` for each upstream, `ResumableAnswers`, and the `UpstreamHealthIndicator`.
 *
 * When the application closes, their streams and every other one of `sse` end with a typed error, so that `app.close()` and SIGTERM (with `app.enableShutdownHooks()`)
 * need not wait for the last answer.
 */
@Module({})
export class FramewiseModule implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  readonly #clients: ReadonlyMap<string, UpstreamClient>;
  readonly #answers: ResumableAnswers;
  readonly #host: HttpAdapterHost | undefined;
  readonly #closing = new Closing();
  #releaseConnections: (() => void) | undefined;

  constructor(
    @Inject(CLIENTS) clients: ReadonlyMap<string, UpstreamClient>,
    @Inject(ResumableAnswers) answers: ResumableAnswers,
    @Optional() @Inject(HttpAdapterHost) host?: HttpAdapterHost,
  ) {
    this.#clients = clients;
    this.#answers = answers;
    this.#host = host;
  }

  /** @throws TypeError, RangeError when the application starts, for settings that no request could be made with. */
  static forRoot(options: FramewiseModuleOptions): DynamicModule {
    checkOptions('FramewiseModule.forRoot', options, { upstreams: 1, answers: 1, isGlobal: 1 });
    needUpstreams(typeof options.upstreams === 'object', 'the upstreams by name: upstreams: { main: { protocol, baseUrl, apiKey } }');
    return provide(ConfigurableModuleClass.forRoot(options), Object.keys(options.upstreams));
  }

  /**
   * The same with settings that are known only when the application starts, such as those of `ConfigService`.
   *
   * @throws TypeError, RangeError when the application starts, for a name without settings, settings without a name, and as `forRoot`.
   */
  static forRootAsync({ upstreams, ...options }: FramewiseModuleAsyncOptions): DynamicModule {
    needUpstreams(Array.isArray(upstreams), "the names of the upstreams beside the factory: upstreams: ['main']");
    return provide(ConfigurableModuleClass.forRootAsync(options), upstreams);
  }

  /** NestJS calls it when the application starts. */
  onModuleInit(): void {
    // Without a server, as in a standalone application, there is no adapter, whatever its type says.
    const adapter = this.#host?.httpAdapter;
    const server = adapter?.getHttpServer() as (Parameters<typeof watchConnections>[0] & Parameters<Closing['begin']>[0]) | undefined;
    this.#closing.begin(server);
    this.#releaseConnections = server && watchConnections(server);
  }

  /** NestJS calls it when the application begins to close. An open stream would hold that up. */
  async onModuleDestroy(): Promise<void> {
    // The kept answers first, which wait until their ends are kept, and do so while the others end. What a spec has put in their place is left alone.
    const kept = this.#answers instanceof ResumableAnswers ? this.#answers.close() : undefined;
    for (const client of this.#clients.values()) if (client instanceof UpstreamClient) client.close();
    this.#closing.announce();
    this.#releaseConnections?.();
    await kept;
  }

  /** NestJS calls it when the server has closed. */
  onApplicationShutdown(): void {
    this.#closing.end();
  }
}

/** Plain JavaScript may forget them. */
function needUpstreams(areThere: boolean, what: string): void {
  if (!areThere) throw new TypeError(`FramewiseModule needs ${what}.`);
}

function provide(definition: DynamicModule, names: readonly string[]): DynamicModule {
  const clients = names.map((name) => ({
    provide: getUpstreamToken(name),
    inject: [MODULE_OPTIONS_TOKEN],
    useFactory: (settings: FramewiseSettings) => new UpstreamClient(name, settingsOf(name, names, settings)),
  }));
  const all = {
    provide: CLIENTS,
    inject: clients.map((client) => client.provide),
    useFactory: (...each: UpstreamClient[]) => new Map(each.map((client, index) => [names[index], client])),
  };
  const shared = [
    { provide: ResumableAnswers, inject: [MODULE_OPTIONS_TOKEN], useFactory: ({ answers }: FramewiseSettings) => new ResumableAnswers(answers) },
    { provide: UpstreamHealthIndicator, inject: [CLIENTS], useFactory: (known: ReadonlyMap<string, UpstreamClient>) => new UpstreamHealthIndicator(known) },
  ];
  return {
    ...definition,
    module: FramewiseModule,
    providers: [...(definition.providers ?? []), ...clients, all, ...shared],
    exports: [...clients, ...shared].map((provider) => provider.provide),
  };
}

function settingsOf(name: string, names: readonly string[], { upstreams }: FramewiseSettings): UpstreamSettings {
  const unknown = Object.keys(upstreams).filter((key) => !names.includes(key));
  if (unknown.length > 0) throw new TypeError(`forRootAsync does not name the upstreams ${unknown.join(', ')}, so nobody could inject them.`);
  const settings = Object.hasOwn(upstreams, name) ? upstreams[name] : undefined;
  if (settings === undefined) throw new TypeError(`The upstream ${JSON.stringify(name)} has no settings.`);
  return settings;
}
