import { createEnvironmentInjector, type EnvironmentInjector, type EnvironmentProviders, Injector, ɵINJECTOR_SCOPE, type Provider, provideZonelessChangeDetection } from '@angular/core';

/** The injector of an application, without a page and without components. Destroying it is what leaving the application does. */
export function createApp(...providers: (Provider | EnvironmentProviders)[]): EnvironmentInjector {
  const platform = Injector.create({ providers: [{ provide: ɵINJECTOR_SCOPE, useValue: 'platform' }] });
  const root = [{ provide: ɵINJECTOR_SCOPE, useValue: 'root' }, provideZonelessChangeDetection(), ...providers];
  return createEnvironmentInjector(root, platform as EnvironmentInjector);
}
