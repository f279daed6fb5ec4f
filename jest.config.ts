/** @jest-config-loader esbuild-register */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Config } from 'jest';

// `npm test` installs it: see spec/angular/jit/install.js. CI must not skip what needs it.
const hasAngular = existsSync('spec/angular/jit/node_modules/@angular/compiler') || process.env['CI'] === 'true';
if (!hasAngular) console.warn('The compiler of Angular is not installed: the specs of framewise/angular are skipped. `npm test` installs it.');

const config: Config = {
  testEnvironment: '<rootDir>/spec/support/watchful-environment.cjs',
  reporters: ['default', '<rootDir>/spec/support/how-long.cjs'],
  // Browsers, child processes and sockets take their time on a busy machine, and that is no failure.
  testTimeout: 30_000,
  // Specs wait for sockets, browsers and child processes: meanwhile another one runs. (Jest reads 150% as 150.)
  maxWorkers: availableParallelism() + 1,
  // On two busy cores V8 takes more than the usual half second to let go of a process, and that is no leak.
  workerGracefulExitTimeout: 10_000,
  // Modules of finished specs stay in the memory of their process, and coverage counts all of them each time: a process that has grown
  // gives way to a new one.
  workerIdleMemoryLimit: '1GB',
  roots: ['<rootDir>/spec'],
  // Not the specs of the projects into which the packed package is installed. Here no argument of the command line can take this back.
  testMatch: ['**/*.spec.ts', '!**/spec/install/sample/**', '!**/spec/angular/app/**', '!**/spec/angular/ssr/**', ...(hasAngular ? [] : ['!**/spec/angular/**'])],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    // What rxjs gives to Node anyway, in its own one file for that: its two hundred take 70 ms of each file of specs.
    '^rxjs$': '<rootDir>/node_modules/rxjs/dist/bundles/rxjs.umd.js',
    '^rxjs/(testing|operators)$': '<rootDir>/spec/support/rxjs-$1.cjs',
    '^framewise$': '<rootDir>/src/index.ts',
    '^framewise/testing$': '<rootDir>/src/testing/index.ts',
    '^framewise/serving$': '<rootDir>/src/serving/index.ts',
    '^framewise/nestjs$': '<rootDir>/src/nestjs/index.ts',
    '^framewise/opentelemetry$': '<rootDir>/src/opentelemetry/index.ts',
    '^framewise/angular$': '<rootDir>/src/angular/index.ts',
    '^framewise/angular/testing$': '<rootDir>/src/angular/testing/index.ts',
    '^framewise/redis$': '<rootDir>/src/redis/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: '<rootDir>/tsconfig.json' }] },
  collectCoverageFrom: ['src/**/*.ts', '!src/**/index.ts'],
  coverageProvider: 'v8',
  coverageThreshold: { global: { branches: 95, lines: 95 } },
};

export default config;
