import { type ConfigurableModuleAsyncOptions, ConfigurableModuleBuilder, type DynamicModule, Inject, Module, type OnModuleDestroy, type OnModuleInit, Optional } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

import { UpstreamClient, type UpstreamSettings } from './upstream-client.js';
import { UpstreamHealthIndicator } from './upstream-health-indicator.js';
import { getUpstreamToken } from './upstream-token.js';
import { watchConnections } from './watch-connections.js';

/** What the module makes its providers of. */
export interface FramewiseSettings {
  /** The upstreams by name: `InjectUpstream(name)` injects one. */
  readonly upstreams: Readonly<Record<string, UpstreamSettings>>;
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

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<FramewiseSettings>({ moduleName: 'Framewise' })
  .setClassMethodName('forRoot')
  .setExtras<{ isGlobal?: boolean | undefined }>({ isGlobal: false }, (definition, { isGlobal = false }) => ({ ...definition, global: isGlobal }))
  .build();

/**
 * Provides an `UpstreamClient` for each upstream, and the `UpstreamHealthIndicator`.
 *
 * When the application closes, their streams end with a typed error, so that `app.close()` and SIGTERM (with `app.enableShutdownHooks()`)
 * need not wait for the last answer.
 */
@Module({})
export class FramewiseModule implements OnModuleInit, OnModuleDestroy {
  readonly #host: HttpAdapterHost | undefined;
  #releaseConnections: (() => void) | undefined;

  constructor(@Optional() @Inject(HttpAdapterHost) host?: HttpAdapterHost) {
    this.#host = host;
  }

  /** @throws TypeError, RangeError when the application starts, for settings that no request could be made with. */
  static forRoot(options: FramewiseModuleOptions): DynamicModule {
    return provideUpstreams(ConfigurableModuleClass.forRoot(options), Object.keys(options.upstreams));
  }

  /**
   * The same with settings that are known only when the application starts, such as those of `ConfigService`.
   *
   * @throws TypeError, RangeError when the application starts, for a name without settings, settings without a name, and as `forRoot`.
   */
  static forRootAsync({ upstreams, ...options }: FramewiseModuleAsyncOptions): DynamicModule {
    return provideUpstreams(ConfigurableModuleClass.forRootAsync(options), upstreams);
  }

  /** NestJS calls it when the application starts. */
  onModuleInit(): void {
    // Without a server, as in a standalone application, there is no adapter, whatever its type says.
    const adapter = this.#host?.httpAdapter;
    const server = adapter?.getHttpServer() as Parameters<typeof watchConnections>[0] | undefined;
    this.#releaseConnections = server && watchConnections(server);
  }

  /** NestJS calls it when the clients have ended their streams. */
  onModuleDestroy(): void {
    this.#releaseConnections?.();
  }
}

function provideUpstreams(definition: DynamicModule, names: readonly string[]): DynamicModule {
  const clients = names.map((name) => ({
    provide: getUpstreamToken(name),
    inject: [MODULE_OPTIONS_TOKEN],
    useFactory: ({ upstreams }: FramewiseSettings) => {
      const unknown = Object.keys(upstreams).filter((key) => !names.includes(key));
      if (unknown.length > 0) throw new TypeError(`forRootAsync does not name the upstreams ${unknown.join(', ')}, so nobody could inject them.`);
      const settings = Object.hasOwn(upstreams, name) ? upstreams[name] : undefined;
      if (settings === undefined) throw new TypeError(`The upstream ${JSON.stringify(name)} has no settings.`);
      return new UpstreamClient(name, settings);
    },
  }));
  const health = {
    provide: UpstreamHealthIndicator,
    inject: clients.map(({ provide }) => provide),
    useFactory: (...all: UpstreamClient[]) => new UpstreamHealthIndicator(new Map(names.map((name, index) => [name, all[index]]))),
  };
  const provided = [...clients, health];
  return { ...definition, module: FramewiseModule, providers: [...(definition.providers ?? []), ...provided], exports: provided.map(({ provide }) => provide) };
}
